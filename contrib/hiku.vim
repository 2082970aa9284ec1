" SPDX-License-Identifier: GPL-2.0-or-later
"
" :Hiku 問い -- the answers of hiku in the quickfix list. Options are options
" here, too: :Hiku --sort -date 空港. Files in old encodings are opened in
" theirs if 'fileencodings' has them.

if exists('g:loaded_hiku')
  finish
endif
let g:loaded_hiku = 1

function! s:Hiku(query) abort
  let l:command = get(g:, 'hiku_command', 'hiku')
  let l:words = map(split(a:query), 'shellescape(v:val)')
  let l:lines = systemlist(l:command . ' --format=vimgrep --color=never ' . join(l:words))
  call setqflist([], ' ', {
        \ 'title': 'Hiku ' . a:query,
        \ 'lines': l:lines,
        \ 'efm': '%f:%l:%c: %m'})
  if empty(filter(getqflist(), 'v:val.valid'))
    echo empty(l:lines) ? 'hiku: nothing found' : l:lines[0]
  else
    copen
  endif
endfunction

command! -nargs=+ Hiku call s:Hiku(<q-args>)
