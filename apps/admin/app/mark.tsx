/** The shop's own mark: an arcade with a lit doorway. */
export const Mark = ({ size = 28 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="#115c61" />
    <path d="M7 14c0-5 4-8 9-8s9 3 9 8v11h-5V15c0-2.5-1.5-4-4-4s-4 1.5-4 4v10H7z" fill="#fff" />
    <path d="M14 25v-9a2 2 0 0 1 4 0v9z" fill="#f2b84b" />
  </svg>
)
