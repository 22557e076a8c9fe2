import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#admin/api/api.ts'
import { tell } from '#admin/parts/tell.ts'
import type { Tone } from '#admin/parts/tone-badge.tsx'
import { oneOf } from '#admin/parts/url-state.ts'
import type { User } from '#modules/customers/contract.ts'

type Role = User['role']

export const ROLES: Record<Role, { title: string; tone: Tone; may: string }> = {
  customer: { title: 'Customer', tone: 'stone', may: 'They will no longer open the admin.' },
  staff: { title: 'Staff', tone: 'blue', may: 'They may see and change orders, products and imports, but neither roles nor settings.' },
  admin: { title: 'Administrator', tone: 'amber', may: 'They may do everything, also change the role of others, yours included.' },
}

/** Rights are given on purpose: the question says what the role may do. */
export const useChangeRole = () => {
  const cache = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: (input: { user_id: string; role: Role }) => api.customers.changeRole(input),
    onSuccess: ({ user }) => tell(`${user.name || user.email} is ${ROLES[user.role].title.toLowerCase()} now`),
    onSettled: () => cache.invalidateQueries({ queryKey: ['customers'] }),
  })
  const ask = ({ user_id, name, email, role: before }: User, wanted: string | null) => {
    const role = oneOf(['customer', 'staff', 'admin'], wanted)
    if (!role || role === before) return
    modals.openConfirmModal({
      title: `Make ${name || email} ${role === 'admin' ? 'an administrator' : role === 'staff' ? 'staff' : 'a customer'}?`,
      children: <Text fz="md">{`${ROLES[role].may} They have to sign in again.`}</Text>,
      labels: { confirm: 'Change the role', cancel: 'Leave it' },
      confirmProps: role === 'admin' ? { color: 'red' } : {},
      closeButtonProps: { 'aria-label': 'Close' },
      onConfirm: () => mutate({ user_id, role }),
    })
  }
  return { ask, isPending }
}
