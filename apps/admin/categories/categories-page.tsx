import { ActionIcon, Button, Card, Group, Skeleton, Stack, Text } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconSitemap } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CategoryDialog, type Edited } from '#admin/categories/category-dialog.tsx'
import { categoriesQuery } from '#admin/categories/category-queries.ts'
import { linesOf, type Node, treeOf } from '#admin/categories/category-tree.ts'
import { useMoveCategory } from '#admin/categories/use-move-category.ts'
import { Failure } from '#admin/parts/failure.tsx'
import { Nothing } from '#admin/parts/nothing.tsx'
import { PageTitle } from '#admin/parts/page-title.tsx'
import { count } from '#admin/parts/words.ts'
import { settingsQuery } from '#admin/settings/settings-query.ts'
import classes from './categories.module.css'

/** The tree under which shoppers find products. */
export const CategoriesPage = () => {
  const settings = useQuery(settingsQuery)
  const locale = settings.data?.locales[0]
  const { data, error, refetch } = useQuery({ ...categoriesQuery(locale), enabled: locale !== undefined })
  const [edited, setEdited] = useState<Edited>()
  const tree = treeOf(data?.categories ?? [])
  const problem = error ?? settings.error
  return (
    <>
      <PageTitle title="Categories" text="The tree under which shoppers find products.">
        <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited({ parent_id: null })}>
          Add a category
        </Button>
      </PageTitle>
      <Card padding={0}>
        {problem && !data && <Failure error={problem} retry={() => [settings.refetch(), refetch()]} />}
        {!data && !problem && <Skeleton h={240} m="lg" />}
        {data && tree.length === 0 && (
          <Nothing
            icon={IconSitemap}
            title="No categories yet"
            text="Categories make the menu of the shop. A product may stand in several."
          />
        )}
        {data && tree.length > 0 && (
          <ul className={classes.tree} aria-label="Categories">
            {linesOf(tree).map((node) => (
              <Line key={node.category_id} node={node} tree={tree} onEdit={setEdited} />
            ))}
          </ul>
        )}
      </Card>
      {edited && settings.data && (
        <CategoryDialog
          key={edited.category?.category_id ?? 'new'}
          edited={edited}
          tree={tree}
          locales={settings.data.locales}
          onClose={() => setEdited(undefined)}
        />
      )}
    </>
  )
}

const Line = ({ node, tree, onEdit }: { node: Node; tree: Node[]; onEdit(edited: Edited): void }) => {
  const { canMove, move, isMoving } = useMoveCategory(tree, node)
  return (
    <li className={classes.line} style={{ paddingInlineStart: 20 + node.depth * 28 }}>
      <Stack gap={0} miw={0} flex={1}>
        <button type="button" className={classes.name} onClick={() => onEdit({ parent_id: node.parent_id, category: node })}>
          {node.title}
        </button>
        <Text fz="sm" c="dimmed" truncate>
          {`/c/${node.slug} · ${count(node.product_count, 'product')}`}
        </Text>
      </Stack>
      <Group gap={2} wrap="nowrap">
        <ActionIcon aria-label={`Move ${node.title} up`} disabled={!canMove(-1) || isMoving} onClick={() => move(-1)}>
          <IconArrowUp size={17} stroke={1.7} />
        </ActionIcon>
        <ActionIcon aria-label={`Move ${node.title} down`} disabled={!canMove(1) || isMoving} onClick={() => move(1)}>
          <IconArrowDown size={17} stroke={1.7} />
        </ActionIcon>
        <ActionIcon aria-label={`Add a category below ${node.title}`} onClick={() => onEdit({ parent_id: node.category_id })}>
          <IconPlus size={17} stroke={1.7} />
        </ActionIcon>
        <ActionIcon aria-label={`Edit ${node.title}`} onClick={() => onEdit({ parent_id: node.parent_id, category: node })}>
          <IconPencil size={17} stroke={1.7} />
        </ActionIcon>
      </Group>
    </li>
  )
}
