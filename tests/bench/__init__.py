"""`./run bench`: how long the heavy pages take, as multiples of a bare Django view in the same process."""
