/** Why the embedded database cannot start, in one sentence for whoever typed the command. Print the message, never the stack. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

const or_database_url = 'or set DATABASE_URL to use a PostgreSQL server of your own'

/** The sentence for a folder that refused a read or a write (`error` as the file system threw it). */
export const folderRefused = (folder: string, error: unknown): CannotStart => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new CannotStart(`The disk that holds ${folder} is full: free some space and start again.`)
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return new CannotStart(`The database folder ${folder} cannot be made because a file is in the way: move it and start again.`)
  return new CannotStart(
    `The database folder ${folder} cannot be written (${code}): make it writable for this user, choose another folder, ${or_database_url}.`,
  )
}

const causes: { words: RegExp; sentence(folder: string, match: RegExpMatchArray): string }[] = [
  {
    words: /No space left on device|Disk quota exceeded/,
    sentence: (folder) => `The disk that holds ${folder} is full: free some space and start again.`,
  },
  {
    words: /error while loading shared libraries: ([^:\s]+)/,
    sentence: (_, [, library]) =>
      `The PostgreSQL that came with npm needs ${library}, which this system lacks: install it, ${or_database_url}.`,
  },
  {
    words: /Read-only file system|Permission denied/,
    sentence: (folder) =>
      `The database folder ${folder} cannot be written: make it writable for this user, choose another folder, ${or_database_url}.`,
  },
  {
    words: /could not change permissions|has invalid permissions|has wrong ownership/,
    sentence: (folder) =>
      `The database folder ${folder} is on a file system, or belongs to a user, that PostgreSQL refuses (it must be private to this user): choose another folder, ${or_database_url}.`,
  },
  {
    words: /could not map anonymous shared memory|could not create shared memory|Cannot allocate memory|out of memory/,
    sentence: () => `There is too little free memory for the embedded PostgreSQL: free some, ${or_database_url}.`,
  },
  {
    words: /could not find the database system|invalid checkpoint record|could not locate a valid checkpoint/,
    sentence: (folder) => `The database in ${folder} is damaged: move the folder away and restore a backup ("npm run db:import").`,
  },
  {
    words: /Unix-domain socket path "[^"]*" is too long/,
    sentence: (folder) => `The path ${folder} is too long for a Unix socket: choose a shorter folder, ${or_database_url}.`,
  },
]

/** Turns PostgreSQL's own last words into one sentence; keeps them as they are when they are not known. */
export const explain = (words: string, folder: string): CannotStart => {
  for (const { words: pattern, sentence } of causes) {
    const match = words.match(pattern)
    if (match) return new CannotStart(sentence(folder, match))
  }
  const line = words.split('\n').find((text) => /FATAL|PANIC|error|could not/i.test(text)) ?? words.trim().split('\n').at(-1) ?? ''
  const reason = line.replace(/^.*?(?:FATAL|PANIC|error):\s*/i, '').trim() || 'it ended without a word'
  return new CannotStart(`The embedded PostgreSQL in ${folder} did not start: ${reason.replace(/\.$/, '')}. More may be in ${folder}/log.`)
}
