import {
  type Icon,
  IconChecks,
  IconCreditCard,
  IconDiscount,
  IconFileImport,
  IconFileInvoice,
  IconGift,
  IconHome,
  IconMail,
  IconNotebook,
  IconRefreshAlert,
  IconSettings,
  IconShoppingBag,
  IconTag,
  IconUsers,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createLink, useRouterState } from '@tanstack/react-router'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { auditQuery, brokenRules } from '#admin/audit/audit-query.ts'
import { deadJobs, jobsQuery } from '#admin/jobs/jobs-query.ts'
import { toDosQuery } from '#admin/orders/order-queries.ts'
import { CountBadge } from '#admin/parts/count-badge.tsx'
import classes from './shell.module.css'

type Props = ComponentPropsWithRef<'a'> & { icon: Icon; badge?: ReactNode }

const Item = createLink(({ icon: Picture, badge, children, ...props }: Props) => (
  <a {...props} className={classes.item}>
    <Picture size={18} stroke={1.7} aria-hidden="true" />
    <span>{children}</span>
    {badge}
  </a>
))

const SubItem = createLink(({ children, ...props }: ComponentPropsWithRef<'a'>) => (
  <a {...props} className={classes.item} data-is-under>
    <span>{children}</span>
  </a>
))

/** What belongs to a subject shows while one is there, so that the rail stays calm. */
const Under = ({ paths, children }: { paths: readonly string[]; children: ReactNode }) => {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  return paths.some((path) => pathname === path || pathname.startsWith(`${path}/`)) ? children : null
}

export const Sidebar = () => {
  const { data: toDos } = useQuery(toDosQuery)
  const { data: jobs } = useQuery(jobsQuery)
  const { data: audit } = useQuery(auditQuery)
  return (
    <div className={classes.nav}>
      <Item to="/" icon={IconHome} activeOptions={{ exact: true }}>
        Home
      </Item>
      <Item to="/orders" icon={IconShoppingBag} badge={<CountBadge value={toDos?.to_approve} what="to approve" tone="leaf" />}>
        Orders
      </Item>
      <Under paths={['/orders', '/drafts', '/returns']}>
        <SubItem to="/drafts">Drafts</SubItem>
        <SubItem to="/returns">Returns</SubItem>
      </Under>
      <Item to="/products" icon={IconTag}>
        Products
      </Item>
      <Under paths={['/products', '/categories', '/price-lists']}>
        <SubItem to="/categories">Categories</SubItem>
        <SubItem to="/price-lists">Price lists</SubItem>
      </Under>
      <Item to="/customers" icon={IconUsers}>
        Customers
      </Item>
      <div className={classes.heading}>Discounts</div>
      <Item to="/promotions" icon={IconDiscount}>
        Promotions
      </Item>
      <Item to="/gift-cards" icon={IconGift}>
        Gift cards
      </Item>
      <div className={classes.heading}>Money</div>
      <Item to="/payments" icon={IconCreditCard}>
        Payments
      </Item>
      <Item to="/ledger" icon={IconNotebook}>
        Ledger
      </Item>
      <Item to="/documents" icon={IconFileInvoice}>
        Documents
      </Item>
      <div className={classes.heading}>Behind the counter</div>
      <Item to="/imports" icon={IconFileImport}>
        Imports
      </Item>
      <Item to="/mailbox" icon={IconMail}>
        Mailbox
      </Item>
      <Item to="/jobs" icon={IconRefreshAlert} badge={<CountBadge value={jobs && deadJobs(jobs.jobs)} what="given up" tone="red" />}>
        Jobs
      </Item>
      <Item to="/audit" icon={IconChecks} badge={<CountBadge value={audit && brokenRules(audit.checks)} what="broken" tone="red" />}>
        Audit
      </Item>
      <div style={{ flex: 1 }} />
      <Item to="/settings" icon={IconSettings}>
        Settings
      </Item>
    </div>
  )
}
