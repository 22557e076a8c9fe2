/** Sends a form to the address it names and takes the answer as JSON; the same address answers a plain form with a page. */
export const sendForm = async <T>(form: HTMLFormElement, fields: FormData = new FormData(form)): Promise<T> => {
  const texts = [...fields].filter((field): field is [string, string] => typeof field[1] === 'string')
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams(texts),
  })
  return response.json()
}
