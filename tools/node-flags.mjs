// The young part of the heap may have three times 8 MB. Node 24 lets it grow to more than 130 MB, of which a shop uses what one rush of
// requests left there; with 4 MB, what requests still use is moved on too early, and the old part grows in its place.
export const SERVING = ['--max-semi-space-size=8']
