#!/usr/bin/env bash
# Commits every change to a branch and opens a pull request for it, unless one is open: propose.sh BRANCH TITLE BODY, with GH_TOKEN set.
set -euo pipefail
branch=$1 title=$2 body=$3

git config user.name 'github-actions[bot]'
git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
git switch --create "$branch"
git add --all
git commit --quiet --message "$title"
gh auth setup-git
git push --force origin "$branch"
gh pr view "$branch" --json state --jq .state | grep --quiet OPEN ||
  gh pr create --head "$branch" --title "$title" --body "$body"
