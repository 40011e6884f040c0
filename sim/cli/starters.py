"""Scenario files to start from: one that changes another, and a whole one."""

from __future__ import annotations

CHANGES = """\
extends: {extends}
title: {title}
question: What if ...?

# Name only what differs from {extends}; everything else stays as it is there.
# Every value you change needs a source: 'article p10', 'external 2026-01-15: who says so' or
# 'assumed: why'. One `source:` covers everything below it.
#   sim show {parent}     lists every parameter with its unit and range
#   sim check {name}      tells all mistakes in this file
#   sim compare {parent} {name}
#
# A number, with a unit if you like, or a prior that is drawn once in each world:
# war:
#   source: "assumed: what if the front moved faster?"
#   drift: {{normal: [9, 4]}}
#
# Something that happens on a day:
# events:
#   spring_truce: {{type: energy_truce, date: 2026-03-15, days: 7 days, source: "assumed: what if"}}
#
# `null` takes away what {extends} has:
#   florida_round: null
"""

WHOLE = """\
# A whole scenario: the least that is needed. Everything in it is invented: put your own in.
# What a file leaves out is not there: no deadline, no mediator, no war, and no word of them.
# Sections that may be added: deadline, mediator (with rungs), backers, accord, war, weather, grid,
# talks, shocks, partial_deals, strike, sanctions, history, events, rules (docs/scenarios.md).
title: {title}
question: Will they agree in time?
start: 2026-01-01
horizon: 2026-06-30       # the last day

parties:                  # two; every number needs a source, which covers all below it
  source: "assumed: an example"
  seller:
    label: Seller
    weights: {{concentration: 40, shares: {{price: 0.7, delivery: 0.3}}}}   # what matters, how much
    patience: {{lognormal: [180, 0.3]}}     # days after which it has conceded all it will
    aspiration: {{beta: [6, 4]}}            # share of the gain in reach that it first aims at
    concession_curve: 0.5                 # 1 gives way evenly, less: late
    temperature: 0.02                     # noise of its answers, in utility
    misjudges: {{normal: [0, 0.05]}}        # how far it misreads what the other needs
  buyer:
    label: Buyer
    weights: {{concentration: 40, shares: {{price: 0.3, delivery: 0.7}}}}
    patience: {{lognormal: [180, 0.3]}}
    aspiration: {{beta: [6, 4]}}
    concession_curve: 0.5
    temperature: 0.02
    misjudges: {{normal: [0, 0.05]}}

issues:                   # an accord takes one option, or one level, of each
  source: "assumed: an example"
  price:
    label: price
    options:              # scores: 0 a party's worst, 1 its best; `outcome`: the kind of accord
      low: {{label: low, outcome: low_price, scores: {{seller: 0, buyer: 1}}}}
      middle: {{label: middle, outcome: middle_price, scores: {{seller: 0.5, buyer: 0.5}}}}
      high: {{label: high, outcome: high_price, scores: {{seller: 1, buyer: 0}}}}
    status_quo: {{seller: 0.3, buyer: 0.7}}     # how it stands while there is no accord
  delivery:
    label: speed of delivery
    levels: [0, 0.5, 1]
    scores: {{seller: falls, buyer: rises}}
    status_quo: {{seller: 0.7, buyer: 0.3}}

calendar:                 # when they meet
  source: "assumed: an example"
  gap: {{median: 14 days, spread: 0.4}}
  readiness: 0.9          # probability that a date is held
"""
