import { module } from '#platform/module.ts'
import { adjust } from './adjust.ts'
import { audit } from './audit.ts'
import { checks } from './checks.ts'
import { giftCards } from './contract.ts'
import { credit } from './credit.ts'
import { disable } from './disable.ts'
import { expireCards } from './expire-cards.ts'
import { giveBack } from './give-back.ts'
import { issueCard } from './issue-card.ts'
import type { GiftCards, GiftCardsPorts } from './needs.ts'
import { check, readBalance } from './read-balance.ts'
import { listInstruments, readCode, readInstrument, readStoreCredit } from './read-instruments.ts'
import { findSpending, spend } from './spend.ts'
import { forgetTries } from './take-try.ts'

export const giftCardsModule = (ports: GiftCardsPorts) =>
  module<typeof giftCards, GiftCards>(giftCards, {
    folder: import.meta.dirname,
    ports,
    ops: {
      readBalance,
      spend,
      findSpending,
      giveBack,
      credit,
      readCode,
      check,
      readStoreCredit,
      issueCard,
      listInstruments,
      readInstrument,
      adjust,
      disable,
      audit,
    },
    checks,
    every: {
      expire_cards: { seconds: 3_600, run: expireCards },
      forget_tries: { seconds: 600, run: forgetTries },
    },
  })
