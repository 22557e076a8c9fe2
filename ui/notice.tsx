import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type NoticeProps = { kind: 'good' | 'bad' | 'warning' | 'plain'; children: ComponentChildren }

/** One message about the state of things. */
export const Notice = ({ kind, children }: NoticeProps) => (
  <div class={`notice is-${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
    <Icon name={kind === 'good' ? 'check' : 'alert'} />
    <div>{children}</div>
  </div>
)
