// Prints the CID of each file named on the command line, as npm's ipfs-unixfs-importer computes it
// with the profile unixfs-v1-2025: "<cid>  <file>" a line. A judge that shares no code with ours.
//   node tests/functional/judge_unixfs.mjs FILE...
// Package: ipfs-unixfs-importer of tests/npm, or of the folder that AAN_NODE_MODULES names.
import { createReadStream, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

const PIECE_BYTES = 1 << 20
const modules = process.env.AAN_NODE_MODULES ??
  path.join(import.meta.dirname, '..', 'npm', 'node_modules')

// By its folder, because an ES module is otherwise looked up beside this file.
async function load (name) {
  const folder = path.join(modules, name)
  const { exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return import(pathToFileURL(path.join(folder, exports['.'].import)))
}

const { importer } = await load('ipfs-unixfs-importer')
const discard = { put: async cid => cid } // only the names are wanted, not the blocks

async function cidOf (file) {
  const content = createReadStream(file, { highWaterMark: PIECE_BYTES })
  let root
  for await (const entry of importer([{ content }], discard, { profile: 'unixfs-v1-2025' })) root = entry
  return root.cid.toString()
}

for (const file of process.argv.slice(2)) console.log(`${await cidOf(file)}  ${file}`)
