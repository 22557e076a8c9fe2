/**
 * A real SMTP server in a process of its own, with faults on demand; for tests. Started by fork:
 * says `{ port }` once it listens and `{ mail }` for every message whose end it has read, whether or not it then answers as it should.
 */
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export type Fault =
  /** takes every mail */
  | 'none'
  /** 451 to the first two tries, then takes it */
  | 'later_twice'
  /** reads the whole mail and cuts the line without an answer, once; then takes it */
  | 'drop_after_data'
  /** reads the whole mail and never answers */
  | 'hang'
  /** 550: no such user */
  | 'refuse'
  /** 535: the password is wrong */
  | 'refuse_us'

export type Delivered = { message_id: string; to: string; raw: string; is_taken: boolean }
export type Said = { port: number } | { mail: Delivered }

const [fault = 'none', port = '0'] = process.argv.slice(2)
let tries = 0

const say = (said: Said) => process.send?.(said)
const reply = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

const server = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  allowInsecureAuth: true,
  logger: false,
  onAuth: (_auth, _session, done) => (fault === 'refuse_us' ? done(reply(535, 'Wrong password')) : done(null, { user: 'shop' })),
  onRcptTo: (_address, _session, done) => {
    tries++
    if (fault === 'refuse') return done(reply(550, 'No such user here'))
    if (fault === 'later_twice' && tries <= 2) return done(reply(451, 'Come back later'))
    done()
  },
  onData: async (stream, session, done) => {
    const raw = await text(stream)
    const is_taken = fault !== 'hang' && !(fault === 'drop_after_data' && tries === 1)
    const message_id = /^message-id:\s*(<[^>]*>)/im.exec(raw)?.[1] ?? ''
    say({ mail: { message_id, to: session.envelope.rcptTo[0]?.address ?? '', raw, is_taken } })
    if (is_taken) return done(null, 'OK: queued as 1')
    if (fault === 'drop_after_data') for (const connection of server.connections) connection.close()
  },
})
server.on('error', () => {})
const listening = server.listen(Number(port), '127.0.0.1', () => {
  const address = listening.address()
  if (address && typeof address === 'object') say({ port: address.port })
})
process.on('disconnect', () => process.exit())
