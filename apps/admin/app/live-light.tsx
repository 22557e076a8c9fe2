import { Tooltip } from '@mantine/core'
import { type LiveState, useLiveState } from '#admin/app/live.ts'
import classes from './shell.module.css'

const WORDS: Record<LiveState, { word: string; text: string }> = {
  live: { word: 'Live', text: 'Orders change on screen as they happen' },
  connecting: { word: 'Connecting', text: 'Opening the live connection' },
  broken: { word: 'Offline', text: 'The live connection is away; trying again. Reload to see the newest state.' },
}

/** Shows whether what is on screen changes by itself. */
export const LiveLight = () => {
  const state = useLiveState()
  const { word, text } = WORDS[state]
  return (
    <Tooltip label={text}>
      <div className={classes.light} role="status" aria-label={`Live connection: ${word}`} data-live={state}>
        <span className={classes.dot} data-state={state} />
        <span className="mantine-visible-from-sm">{word}</span>
      </div>
    </Tooltip>
  )
}
