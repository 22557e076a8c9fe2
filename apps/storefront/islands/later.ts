/** Waits until someone has stopped pressing, so that five presses are one request. */
const PAUSE_MS = 400
let timer = 0

export const later = (work: () => unknown): void => {
  clearTimeout(timer)
  timer = window.setTimeout(work, PAUSE_MS)
}
