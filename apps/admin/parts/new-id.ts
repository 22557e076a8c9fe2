/** A UUIDv7 (RFC 9562, section 5.7), as the shop names its rows. Made when a form is opened, so that saving it twice makes one thing. */
export const newId = (now = Date.now()): string => {
  const random = crypto.getRandomValues(new Uint8Array(10))
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = now.toString(16).padStart(12, '0')
  const variant = (8 + (Number.parseInt(hex.charAt(3), 16) % 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}`
}
