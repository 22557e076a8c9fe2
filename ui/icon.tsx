/** Line icons of one weight, 24 units square. Decoration only: the words beside them say what they mean. */
const PATHS = {
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5 12 4.2 4.2',
  bag: 'M6 8h12l1 11.2a1 1 0 0 1-1 1.1H6a1 1 0 0 1-1-1.1L6 8Zm3 0V7a3 3 0 0 1 6 0v1',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.2c.7-3.6 3.8-5.4 7.5-5.4s6.8 1.8 7.5 5.4',
  menu: 'M4 7.5h16M4 12h16M4 16.5h16',
  close: 'm6 6 12 12M18 6 6 18',
  plus: 'M12 5.5v13M5.5 12h13',
  minus: 'M5.5 12h13',
  check: 'm5 12.6 4.4 4.4L19 7.5',
  arrow: 'M5 12h14m-5.5-5.5L19 12l-5.5 5.5',
  back: 'M19 12H5m5.5-5.5L5 12l5.5 5.5',
  down: 'm6.5 9.5 5.5 5.5 5.5-5.5',
  lock: 'M7 11h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm1.5 0V8a3.5 3.5 0 0 1 7 0v3',
  live: 'M12 11a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4ZM8 8a6 6 0 0 0 0 8.4M16 8a6 6 0 0 1 0 8.4M5.2 5.2a10 10 0 0 0 0 14M18.8 5.2a10 10 0 0 1 0 14',
  tag: 'M12.2 4H19a1 1 0 0 1 1 1v6.8l-8 8a1 1 0 0 1-1.4 0l-6.4-6.4a1 1 0 0 1 0-1.4L12.2 4Zm3.6 4.2h.01',
  globe: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm-8 8h16M12 4c4.4 4.8 4.4 11.2 0 16-4.4-4.8-4.4-11.2 0-16Z',
  alert: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4.6m0 3h.01',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
)

/** The mark of the platform: a market gate with a lantern in it. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
    <path class="mark-gate" d="M4 29V15.5C4 8.6 9.4 3 16 3s12 5.6 12 12.5V29h-6.5V15.8C21.5 12.5 19 10 16 10s-5.5 2.5-5.5 5.8V29H4Z" />
    <circle class="mark-light" cx="16" cy="20.5" r="3" />
  </svg>
)
