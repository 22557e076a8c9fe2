import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'

type AnchorLike = AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps>
type ButtonLike = ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>

/** Links whose `to`, `params` and `search` are checked against the routes. */
export const Link = createLink((props: AnchorLike) => <Anchor inherit {...props} />)
export const LinkButton = createLink((props: ButtonLike) => <Button component="a" {...props} />)
