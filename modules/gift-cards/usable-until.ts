const USABLE_DAYS = 30

/** A card that is over, or nearly, when value comes to it can be used until then at least. */
export const usableUntil = (now: Date): Date => new Date(now.getTime() + USABLE_DAYS * 86_400_000)
