import { customers } from '#modules/customers/contract.ts'
import { inventory } from '#modules/inventory/contract.ts'
import { media } from '#modules/media/contract.ts'
import { pricing } from '#modules/pricing/contract.ts'
import { settings } from '#modules/settings/contract.ts'
import { module } from '#platform/module.ts'
import { catalog } from './contract.ts'
import { createProduct } from './create-product.ts'
import { deleteCategory } from './delete-category.ts'
import { deleteProduct } from './delete-product.ts'
import { editProduct } from './edit-product.ts'
import { findGoods } from './find-goods.ts'
import { followPictures } from './follow-pictures.ts'
import { followPrices } from './follow-prices.ts'
import { followSettings, followSettingsIfThere } from './follow-settings.ts'
import { followFirstCount, followStock } from './follow-stock.ts'
import { listAllProducts } from './list-all-products.ts'
import { listCategories } from './list-categories.ts'
import { listProducts } from './list-products.ts'
import { putProducts } from './put-products.ts'
import { readDocuments } from './read-documents.ts'
import { readGroupPrices, readMyPrices } from './read-group-prices.ts'
import { readProduct } from './read-product.ts'
import { resolveVariants } from './resolve-variants.ts'
import { saveCategory } from './save-category.ts'
import { updateProduct } from './update-product.ts'

export const catalogModule = module(catalog, {
  folder: import.meta.dirname,
  needs: { pricing, inventory, media, settings, customers },
  ops: {
    listProducts,
    readProduct,
    readGroupPrices,
    readMyPrices,
    listCategories,
    createProduct,
    updateProduct,
    deleteProduct,
    editProduct,
    listAllProducts,
    findGoods,
    saveCategory,
    deleteCategory,
    putProducts,
    resolveVariants,
    readDocuments,
  },
  on: {
    'pricing.prices_changed': followPrices,
    'inventory.availability_changed': followStock,
    'inventory.first_counted': followFirstCount,
    'media.picture_ready': followPictures,
    'settings.changed': followSettings,
  },
  every: { follow_settings: { seconds: 15, run: followSettingsIfThere } },
  warm: followSettingsIfThere,
})
