// The young part of the heap may have three times 8 MB. Node 24 lets it grow to more than 130 MB, of which a shop uses what one rush of
// requests left there; with 4 MB, what requests still use is moved on too early, and the old part grows in its place.
// The old part is gone through when it has grown by 60 %. By itself it may grow to four times what is in use before anybody looks: after a rush
// of orders a shop that uses 45 MB of it kept 210 MB.
export const SERVING = ['--max-semi-space-size=8', '--heap-growing-percent=60']
