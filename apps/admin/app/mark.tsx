import icon from '#ui/icon.svg'

/** The shop's own mark; the word beside it names it. */
export const Mark = ({ size = 28 }: { size?: number }) => <img src={icon} width={size} height={size} alt="" />
