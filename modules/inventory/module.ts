import { module } from '#platform/module.ts'
import { changeHold } from './change-hold.ts'
import { checks } from './checks.ts'
import { inventory } from './contract.ts'
import { expireHolds } from './expire-holds.ts'
import { extendHold } from './extend-hold.ts'
import { keepForDecision, keepForOrders, releaseForOrder, shipForOrder, shipParcel } from './follow-orders.ts'
import { holdStock } from './hold-stock.ts'
import { keepHold } from './keep-hold.ts'
import { readHolds } from './read-holds.ts'
import { readLevels } from './read-levels.ts'
import { listMoves } from './read-moves.ts'
import { releaseHold } from './release-hold.ts'
import { restockUnits } from './restock-units.ts'
import { setStock } from './set-stock.ts'
import { trail } from './trail.ts'

export const inventoryModule = module(inventory, {
  folder: import.meta.dirname,
  ops: {
    hold: holdStock,
    keep: keepHold,
    extend: extendHold,
    release: releaseHold,
    changeHold,
    restock: restockUnits,
    setStock,
    readLevels,
    readHolds,
    listMoves,
  },
  on: {
    'orders.authorised': keepForOrders,
    'orders.paid': keepForOrders,
    'orders.confirmed': keepForOrders,
    'orders.rejected': releaseForOrder,
    'orders.cancelled': releaseForOrder,
    'orders.updated': keepForDecision,
    'orders.shipped': shipParcel,
    'orders.fulfilled': shipForOrder,
  },
  checks,
  trail,
  every: { expire_holds: { seconds: 30, run: expireHolds } },
})
