/** What every page runs. The pages work without it. */
import { addToCart } from './add-to-cart.ts'
import { showBadge } from './badge.ts'
import { closeMenus, stepQuantities, submitOnChange, submitOnce } from './plain-forms.ts'
import { suggestWhileTyping } from './suggest.ts'
import { carryPicture } from './transitions.ts'

showBadge()
addEventListener('pageshow', showBadge) // a page that comes back from the history shows the cart as it is now
submitOnChange()
submitOnce()
stepQuantities()
closeMenus()
addToCart()
suggestWhileTyping()
carryPicture()
