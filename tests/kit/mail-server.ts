/** A mail server that keeps what it was given: enough of SMTP (RFC 5321) for nodemailer, in plain text. */
import { createServer, type Socket } from 'node:net'

export type Received = { message_id: string; to: string; subject: string }
export type MailServer = { url: string; received: Received[]; close(): Promise<void> }

export const openMailServer = async (port = 0): Promise<MailServer> => {
  const received: Received[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    socket.setEncoding('utf8').write('220 mail.example ESMTP\r\n')
    let waiting = ''
    let is_mail = false
    socket.on('data', (piece: string) => {
      waiting += piece
      for (;;) {
        const end = waiting.indexOf(is_mail ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const text = waiting.slice(0, end)
        waiting = waiting.slice(end + (is_mail ? 5 : 2))
        if (is_mail) received.push(readMail(text))
        is_mail = !is_mail && /^DATA$/i.test(text)
        socket.write(is_mail ? '354 go on\r\n' : /^QUIT$/i.test(text) ? '221 bye\r\n' : '250 ok\r\n')
      }
    })
  })
  await new Promise<void>((resume) => server.listen(port, '127.0.0.1', resume))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('the mail server has no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    close: () =>
      new Promise((resume) => {
        server.close(() => resume())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const readMail = (text: string): Received => {
  const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
  return { message_id: field('Message-ID'), to: field('To').replace(/^.*<|>.*$/g, ''), subject: field('Subject') }
}
