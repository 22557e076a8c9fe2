import classes from './tone-badge.module.css'

export type Tone = 'amber' | 'green' | 'blue' | 'red' | 'stone'

/** A state in a word; the dot repeats it in colour, never colour alone. */
export const ToneBadge = ({ title, tone }: { title: string; tone: Tone }) => (
  <span className={classes.badge} data-tone={tone}>
    {title}
  </span>
)
