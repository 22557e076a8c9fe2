import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { LinkButton } from '#admin/parts/links.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { messageOf } from '#admin/parts/tell.ts'

export const MissingPage = () => (
  <>
    <PageTitle title="Not found" />
    <Nothing icon={IconMapQuestion} title="There is nothing at this address" text="The page was moved, or what it showed was deleted.">
      <LinkButton to="/" variant="default">
        Go home
      </LinkButton>
    </Nothing>
  </>
)

/** A fault in a page stays in that page; the rest of the admin goes on. */
export const BrokenPage = ({ error, reset }: ErrorComponentProps) => (
  <>
    <PageTitle title="This page broke" />
    <Nothing icon={IconMapQuestion} title="Something went wrong here" text={messageOf(error)}>
      <Button variant="default" onClick={reset}>
        Try again
      </Button>
    </Nothing>
  </>
)
