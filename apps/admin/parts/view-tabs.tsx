import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import classes from './view-tabs.module.css'

/** A saved view of a list: a link, so that it can be opened in a new tab and gone back from. */
export const ViewTab = createLink(({ isCurrent, ...props }: ComponentPropsWithRef<'a'> & { isCurrent: boolean }) => (
  <a {...props} className={classes.tab} aria-current={isCurrent ? 'page' : undefined} data-current={isCurrent || undefined} />
))

export const ViewTabs = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav className={classes.tabs} aria-label={label}>
    {children}
  </nav>
)
