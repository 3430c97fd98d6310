"""What each unit promises: registrations, the joint pledge and its signing."""
