import { cart } from '#modules/cart/contract.ts'
import { catalog } from '#modules/catalog/contract.ts'
import { customers } from '#modules/customers/contract.ts'
import { giftCards } from '#modules/gift-cards/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { payments } from '#modules/payments/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { promotions } from '#modules/promotions/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { shipping } from '#modules/shipping/contract.ts'
import { tax } from '#modules/tax/contract.ts'
import { module } from '#platform/module.ts'
import { forget } from '#platform/remember.ts'
import { addNote, setTags } from './annotate.ts'
import { cancelRest } from './cancel-rest.ts'
import { checkout } from './checkout.ts'
import { checks } from './checks.ts'
import { orders } from './contract.ts'
import { countToDos } from './count-to-dos.ts'
import { cancelMyOrder, cancelOrder, confirmOrder, confirmOrders, rejectOrder, rejectOrders } from './decide.ts'
import { changeDraft, createDraft } from './draft-order.ts'
import { editOrder, quoteEdit } from './edit-order.ts'
import { finishEdits } from './finish-edits.ts'
import { fulfilOrder } from './fulfil-order.ts'
import { forgetTries } from './limits.ts'
import { listRevisions } from './list-revisions.ts'
import { cancelExpired, cancelUnfulfillable } from './lose-hold.ts'
import type { OrderPorts } from './needs.ts'
import { markPickedUp } from './pick-up.ts'
import { placeDraft } from './place-draft.ts'
import { placeOrder } from './place-order.ts'
import { placeReplacement } from './place-replacement.ts'
import { quoteCheckout } from './quote-checkout.ts'
import { quoteDraft } from './quote-draft.ts'
import { quoteRest } from './quote-rest.ts'
import { readNumbers } from './read-numbers.ts'
import { listMyOrders, listOrders, readAmountDue, readOrder, readPaymentStates, trackOrder } from './read-orders.ts'
import { onAuthorised, onCaptures, onPayment, onUnknown } from './record-payment.ts'
import { onDisputed, onRefunded } from './record-refund.ts'
import { recordReturn } from './record-return.ts'
import { followFailedRefund } from './refund-overpaid.ts'
import { sendOrderLink } from './send-order-link.ts'
import { onConfirmed } from './take-reserved.ts'
import { trail } from './trail.ts'
import { finaliseDecisions, undoDecision } from './undo-decision.ts'

export const ordersModule = (ports: OrderPorts) =>
  module(orders, {
    folder: import.meta.dirname,
    needs: { cart, catalog, customers, giftCards, inventory, payments, pricing, promotions, settings, shipping, tax },
    ports,
    ops: {
      checkout,
      quoteCheckout,
      placeOrder,
      listMyOrders,
      readOrder,
      trackOrder,
      sendOrderLink,
      listOrders,
      countToDos,
      confirmOrder,
      rejectOrder,
      confirmOrders,
      rejectOrders,
      undoDecision,
      fulfilOrder,
      markPickedUp,
      cancelOrder,
      cancelRest,
      quoteRest,
      readNumbers,
      cancelMyOrder,
      addNote,
      setTags,
      quoteEdit,
      editOrder,
      listRevisions,
      createDraft,
      changeDraft,
      placeDraft,
      quoteDraft,
      readAmountDue,
      readPaymentStates,
      recordReturn,
      placeReplacement,
    },
    on: {
      'orders.confirmed': onConfirmed,
      'payments.authorised': onAuthorised,
      'payments.captured': onCaptures,
      'payments.declined': onPayment('declined'),
      'payments.unknown': onUnknown,
      'payments.voided': onPayment('voided'),
      'payments.mismatch': onPayment('unknown'),
      'payments.refunded': onRefunded,
      'payments.refund_failed': followFailedRefund,
      'payments.disputed': onDisputed,
      'settings.changed': forget('settings'),
      'inventory.hold_expired': cancelExpired,
      'inventory.hold_lost': cancelUnfulfillable,
    },
    checks,
    trail,
    every: {
      finalise_decisions: { seconds: 1, run: finaliseDecisions },
      finish_edits: { seconds: 30, run: finishEdits },
      forget_tries: { seconds: 600, run: forgetTries },
    },
  })
