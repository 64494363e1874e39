import type { CiSystem } from "../formats.ts";

// What `actra init --ci` writes into a repository: docs/ci.md has the same.

export interface CiRecipe {
  readonly path: string;
  readonly text: (directory: string) => string;
}

export const CI_RECIPES: Readonly<Record<CiSystem, CiRecipe>> = {
  github: { path: ".github/workflows/policy.yml", text: githubWorkflow },
  gitlab: { path: ".gitlab-ci.yml", text: gitlabPipeline },
};

function githubWorkflow(directory: string): string {
  return `name: policy

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  policy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 22, cache: npm }
      - run: npm ci
      - run: npx actra check ${directory} --max-warnings 0 --format github
      - run: npx actra fmt ${directory} --check
      - run: npx actra test ${directory} --format github
`;
}

function gitlabPipeline(directory: string): string {
  return `policy:
  image: node:22
  cache:
    key: { files: [package-lock.json] }
    paths: [.npm/]
  script:
    - npm ci --cache .npm --prefer-offline
    - npx actra check ${directory} --max-warnings 0
    - npx actra fmt ${directory} --check
    - npx actra test ${directory} --format junit > junit.xml
  artifacts:
    when: always
    reports:
      junit: junit.xml
`;
}
