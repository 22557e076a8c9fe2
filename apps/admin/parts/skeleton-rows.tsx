import { Skeleton, Table } from '@mantine/core'

const WIDTHS = ['60%', '75%', '50%', '65%', '40%']

/** The shape of a table while it is loading, so that nothing jumps when it comes. */
export const SkeletonRows = ({ columns, rows = 8 }: { columns: number; rows?: number }) =>
  Array.from({ length: rows }, (_row, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
    <Table.Tr key={row} aria-hidden="true">
      {Array.from({ length: columns }, (_column, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have nothing else
        <Table.Td key={column}>
          <Skeleton h={14} w={WIDTHS[(row + column) % WIDTHS.length]} my={4} />
        </Table.Td>
      ))}
    </Table.Tr>
  ))
