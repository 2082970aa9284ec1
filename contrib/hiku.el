;;; hiku.el --- Full-text search for Japanese articles  -*- lexical-binding: t -*-

;; SPDX-License-Identifier: GPL-2.0-or-later

;;; Commentary:

;; M-x hiku asks the index, and shows the answers in a grep buffer: RET visits
;; one, M-g n and M-g p the next and the one before.

;;; Code:

(require 'grep)

(defgroup hiku nil
  "Full-text search for Japanese articles."
  :group 'tools)

(defcustom hiku-command "hiku"
  "The program that is asked."
  :type 'string)

(defun hiku (query)
  "Ask hiku for QUERY, and show the answers in a grep buffer.
Options are options here, too: --sort -date 空港."
  (interactive "sHiku: ")
  (let ((words (mapconcat #'shell-quote-argument (split-string query) " ")))
    (compilation-start
     (concat hiku-command " --format=vimgrep --color=never " words)
     #'grep-mode (lambda (_) "*hiku*"))))

(provide 'hiku)
;;; hiku.el ends here
