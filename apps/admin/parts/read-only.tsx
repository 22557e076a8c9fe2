import { Alert } from '@mantine/core'
import type { ReactNode } from 'react'

/** Fields that only administrators may change: staff see them greyed out, and why. */
export const ReadOnly = ({ is, children }: { is: boolean; children: ReactNode }) => (
  <>
    {is && (
      <Alert color="leaf" title="For reading only">
        Only administrators may change this, and you are signed in as staff. Ask one of them.
      </Alert>
    )}
    <fieldset disabled={is} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      {children}
    </fieldset>
  </>
)
