import { Text } from '@mantine/core'

/** What a number in a field is of: `%`, `g`, `EUR`. */
export const Unit = ({ children, title }: { children: string; title?: string }) => (
  <Text fz="sm" c="dimmed" component="span" title={title}>
    {children}
  </Text>
)
