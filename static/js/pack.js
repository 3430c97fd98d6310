// The progress of a meeting pack: asks every second until the pack is finished, less often while nothing moves.
// Without this script the link on the page shows how far it is.

const place = document.querySelector("[data-pack]");
const said = document.querySelector("[data-pack-said]");
const EVERY = 1000;
const SLOWEST = 10000;
let pause = EVERY;

const state = (element) => element.querySelector("[data-pack-now]").dataset.packNow;
const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
const words = (element) => element.querySelector("[data-pack-words]").textContent.trim();

function next() {
  if (state(place)) setTimeout(ask, document.hidden ? SLOWEST : pause);
}

async function ask() {
  try {
    const answer = await fetch(place.dataset.pack, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) return location.reload(); // whoever is logged out is sent elsewhere
    show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    pause = SLOWEST; // the connection is away; it is asked again
  }
  next();
}

function show(fresh) {
  if (text(fresh.body) === text(place)) {
    pause = Math.min(pause * 1.2, 4 * EVERY);
    return;
  }
  pause = EVERY;
  said.textContent = words(fresh);
  // Whoever stands on a link or a button keeps it while the pack is still being made.
  if (state(fresh) === state(place) && place.contains(document.activeElement)) {
    place.querySelector("progress").value = fresh.querySelector("progress").value;
    place.querySelector("[data-pack-words]").textContent = words(fresh);
  } else {
    place.replaceChildren(...fresh.body.children);
  }
}

next();
