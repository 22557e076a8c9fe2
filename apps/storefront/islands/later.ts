/** Waits until someone has stopped pressing, so that five presses are one request: each key, such as a form, for itself. */
const PAUSE_MS = 400
const timers = new WeakMap<object, number>()

/** Whatever waited for this key is left out. */
export const later = (key: object, work: () => unknown, pause_ms = PAUSE_MS): void => {
  clearTimeout(timers.get(key))
  timers.set(key, window.setTimeout(work, pause_ms))
}
