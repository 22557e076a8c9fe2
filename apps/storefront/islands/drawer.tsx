/** The cart beside the page. Drawn from the same finished texts as the cart's own page. */
import { render } from 'preact'
import type { CartView, LineView } from '#storefront/cart-view.ts'
import { Icon } from '#ui/icon.tsx'
import { Photo } from '#ui/photo.tsx'
import { Quantity } from '#ui/quantity.tsx'
import { showBadge } from './badge.ts'
import { later } from './later.ts'
import { sendForm } from './send-form.ts'

export type CartAnswer = Partial<CartView> & { failed?: string }

type Texts = Record<
  | 'title'
  | 'less'
  | 'more'
  | 'close'
  | 'empty'
  | 'subtotal'
  | 'to_cart'
  | 'checkout'
  | 'remove'
  | 'added'
  | 'failed'
  | 'cart_url'
  | 'checkout_url',
  string
>

let dialog: HTMLDialogElement | undefined
let shown: CartAnswer = {}
/** how many changes were made; the answer to the last of them is drawn, with what was refused since the one drawn before */
let changes = 0
let untold = ''
let sending: Promise<unknown> = Promise.resolve()

export const showDrawer = (answer: CartAnswer, why: 'added' | 'opened'): void => {
  const texts: Texts = JSON.parse(document.getElementById('drawer-texts')?.textContent ?? '{}')
  shown = answer
  dialog ??= makeDialog(texts)
  draw(texts, dialog, why === 'added' && !answer.failed ? texts.added : '')
  if (!dialog.open) dialog.showModal()
}

const draw = (texts: Texts, into: HTMLDialogElement, said: string) =>
  render(<Drawer texts={texts} answer={shown} said={said} change={changeIn(texts, into)} close={() => into.close()} />, into)

type Change = (form: HTMLFormElement, how: 'now' | 'soon' | 'remove') => void

/** Changes are sent one after another. An answer that a newer change has overtaken is not drawn: it would take back what was just typed. */
const changeIn =
  (texts: Texts, into: HTMLDialogElement): Change =>
  (form, how) => {
    const fields = new FormData(form)
    if (how === 'remove') fields.set('remove', '1')
    const mine = ++changes
    const send = async () => {
      const changed = await sendForm<CartAnswer>(form, fields).catch((): CartAnswer => ({ failed: texts.failed }))
      showBadge()
      untold = changed.failed ?? untold
      shown = { ...shown, ...changed, failed: untold }
      if (mine !== changes) return
      untold = ''
      draw(texts, into, '')
    }
    const queue = () => {
      sending = sending.then(send, send)
    }
    later(form, queue, how === 'soon' ? undefined : 0)
  }

const makeDialog = ({ title }: Texts): HTMLDialogElement => {
  const made = document.createElement('dialog')
  made.className = 'drawer'
  made.setAttribute('aria-label', title)
  made.addEventListener('click', (event) => {
    if (event.target === made) made.close() // a press on the backdrop
  })
  document.body.append(made)
  return made
}

type DrawerProps = {
  texts: Texts
  answer: CartAnswer
  said: string
  change: Change
  close(): void
}

const Drawer = ({ texts, answer: { lines = [], subtotal, count_text, failed }, said, change, close }: DrawerProps) => (
  <div class="drawer-inside">
    <div class="drawer-head">
      <h2>{texts.title}</h2>
      {lines.length > 0 && <p class="quiet">{count_text}</p>}
      <button class="drawer-close" type="button" aria-label={texts.close} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
    <p class="drawer-said" role="status">
      {said && <Icon name="check" />}
      {said}
    </p>
    {failed && (
      <p class="notice is-bad" role="alert">
        {failed}
      </p>
    )}
    {lines.length === 0 && !failed && <p class="drawer-empty quiet">{texts.empty}</p>}
    <ul class="lines is-small">
      {lines.map((line) => (
        <Line key={line.variant_id} line={line} texts={texts} change={change} />
      ))}
    </ul>
    {lines.length > 0 && (
      <div class="drawer-foot">
        <p class="totals-end">
          <span>{texts.subtotal}</span>
          <span>{subtotal}</span>
        </p>
        <a class="button is-wide" href={texts.checkout_url}>
          {texts.checkout}
        </a>
        <a class="button is-wide is-quiet" href={texts.cart_url}>
          {texts.to_cart}
        </a>
      </div>
    )}
  </div>
)

type LineProps = Pick<DrawerProps, 'texts' | 'change'> & { line: LineView }

const Line = ({ line, texts, change }: LineProps) => (
  <li class="line">
    <div class="line-picture">{line.picture && <Photo picture={line.picture} sizes="72px" is_silent />}</div>
    <div class="line-text">
      <p class="line-title">
        <a href={line.href}>{line.title}</a>
      </p>
      {line.variant_title && <p class="quiet">{line.variant_title}</p>}
      {line.tier && <p class="line-tier">{line.tier}</p>}
      {line.problem && <p class="line-problem">{line.problem}</p>}
      <form
        class="line-form"
        method="post"
        action={`${texts.cart_url}/lines`}
        onSubmit={(event) => {
          event.preventDefault()
          change(event.currentTarget, 'now')
        }}
      >
        <input type="hidden" name="variant_id" value={line.variant_id} />
        <Quantity
          id={`drawer-${line.variant_id}`}
          label={line.quantity_label}
          less={texts.less}
          more={texts.more}
          value={line.quantity}
          min={0}
          is_small
          has_steps
          onChange={({ currentTarget: { form } }) => {
            if (form?.reportValidity()) change(form, 'soon')
          }}
        />
        <button
          class="link is-small"
          type="button"
          aria-label={line.remove_label}
          onClick={(event) => {
            const { form } = event.currentTarget
            if (form) change(form, 'remove')
          }}
        >
          {texts.remove}
        </button>
      </form>
    </div>
    <p class="line-total">{line.line_total}</p>
  </li>
)
