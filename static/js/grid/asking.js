// One request to the server, and what kind of answer came. Only JSON that our endpoint wrote counts as an answer:
// the page of a log-in is none, and a redirect is never followed.

const PATIENCE = 20_000;

function token(root) {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
  return cookie?.split("=")[1] || root.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
}

export async function ask(url, body, { leaving = false } = {}) {
  const headers = { Accept: "application/json" };
  const options = { headers, redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE) };
  if (body) {
    headers["Content-Type"] = "application/json";
    headers["X-CSRFToken"] = token(document);
    Object.assign(options, { method: "POST", body: JSON.stringify(body), keepalive: leaving });
  }
  let answer;
  try {
    answer = await fetch(url, options);
  } catch {
    return { kind: "offline" };
  }
  return read(answer);
}

async function read(answer) {
  if (answer.type === "opaqueredirect" || answer.status === 401) return { kind: "login" };
  if (answer.status === 403) return { kind: "forbidden" };
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    return { kind: answer.status === 404 ? "forbidden" : "offline" };
  }
  try {
    const data = await answer.json();
    return "stopped" in data ? { kind: "stopped", data } : { kind: "answered", ok: answer.ok, data };
  } catch {
    return { kind: "offline" }; // cut in the middle
  }
}
