import { module } from '#platform/module.ts'
import { media } from './contract.ts'
import { describePictures } from './describe-pictures.ts'
import { keptStore } from './kept-store.ts'
import { putRendered } from './put-rendered.ts'
import { readFile } from './read-file.ts'
import { renderLadder } from './render-ladder.ts'
import type { Store } from './store.ts'
import { uploadPicture } from './upload-picture.ts'

export const mediaModule = ({ store }: { store: Store }) =>
  module(media, {
    folder: import.meta.dirname,
    ports: { store: keptStore(store) },
    ops: { uploadPicture, readFile, describePictures, putRendered },
    on: { 'media.picture_added': renderLadder },
  })
