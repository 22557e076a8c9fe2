const MOST_TIMES = 10

/**
 * Copies what a neighbour knows until the copy is found to be right. Between asking and writing the neighbour may change its mind, and
 * an older answer may be written over a newer one; since whoever writes asks once more afterwards, the last copy that is written is
 * compared with the truth after it was written. What changes later has an event of its own.
 * `copy` answers whether it had to write. @throws when it had to ten times; the event is then tried again later
 */
export const untilSettled = async (copy: () => Promise<boolean>): Promise<void> => {
  for (let times = 0; times < MOST_TIMES; times++) if (!(await copy())) return
  throw new Error('what is copied keeps changing')
}
