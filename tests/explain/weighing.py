"""A small Tool kind, and conditions as policy authors write them weighed against manifests of that kind."""

from __future__ import annotations

from datetime import date

import yaml

from guardrails.language.compile_condition import ConditionCompiler
from guardrails.language.compile_operand import Names
from guardrails.language.evidence import Weigher
from guardrails.language.facts.world import World
from guardrails.language.faults import Faults
from guardrails.language.paths import Ground
from guardrails.language.scope import Inventory, Scope, Terms
from guardrails.language.shapes import shape_of
from guardrails.model.condition import Condition
from guardrails.model.evidence import Evidence
from guardrails.model.manifest import Manifest
from guardrails.model.shape import Shape
from guardrails.model.stage import Stage
from guardrails.model.value import Fields
from guardrails.text.values import Value

TODAY = date(2026, 11, 23)

_SCHEMA: Fields = yaml.safe_load("""
type: object
title: tool
properties:
  product: {type: string, title: product name, description: "What is it called?"}
  launch: {type: string, format: date, title: launch day, description: "When does it go live?", examples: [2026-11-27]}
  price: {type: number, title: monthly price, x-unit: EUR}
  budget: {type: number, title: monthly budget, x-unit: EUR}
  shared: {type: boolean, title: shared login}
  can_delete: {type: string, enum: ["yes", "no", unknown], title: wiping one person}
  leavers: {type: string, enum: [scim, manual], title: removing leavers}
  regions: {type: array, title: regions, items: {type: string}}
  touches: {type: array, title: what it touches, items: {type: string}}
  note: {type: string, title: note}
  opens: {type: number, title: first hour, x-unit: o'clock}
  proof:
    type: string
    title: proof
    enum: [missing, none, spf, both, unknown]
    enumDescriptions: [There is no such entry., Neither does., The list check does., Both do., Nobody knows yet.]
    x-attested: true
  category: {type: string, title: data category}
  site: {type: string, title: web address}
  after: {type: string, title: tool it replaces}
  agency:
    type: object
    title: agency
    x-absent: none
    properties:
      name: {type: string, title: agency name, x-absent: none}
  contract:
    type: object
    title: contract
    description: What does the contract say?
    properties:
      hours: {type: integer, title: leak notice time, x-unit: hours}
      dpa:
        type: object
        title: data agreement
        properties:
          status:
            type: string
            title: status
            description: Is the data agreement signed?
            enum: [none, sent, signed, not_needed, unknown]
            x-attested: true
          url: {type: string, title: link}
  data:
    type: object
    title: information about people
    properties:
      buckets: {type: array, title: information it sees, description: "Which information will it see?", items: {type: string}}
  connections:
    type: array
    title: connections
    items:
      type: object
      title: connection
      properties:
        system: {type: string, title: system, x-identifies: true}
        auth: {type: string, title: way to sign in, enum: [api_key, oauth, mtls]}
        cost: {type: number, title: costs, x-unit: EUR}
        scripts:
          type: array
          title: scripts
          items:
            type: object
            title: script
            properties:
              src: {type: string, title: script address, x-identifies: true}
              why: {type: string, title: reason}
""")

TOOL: Shape = shape_of({"tool.schema.json": _SCHEMA}, "tool.schema.json")
SHAPES = {"Tool": TOOL}
_PATTERN: Fields = {"title": "a product code", "regex": "[A-Z]{2}-[0-9]+", "example": "AB-12"}


def manifest(text: str, name: str = "brightmailer") -> Manifest:
    """A live tool with these fields (YAML)."""
    fields: Fields = yaml.safe_load(text) or {}
    return Manifest("Tool", name, name, Stage.LIVE, f"tools/{name}.yaml", 0, fields)


def condition(text: str, definitions: dict[str, Value] | None = None) -> Condition:
    """A condition as written in a pack (YAML), compiled; it must be one that compiles."""
    faults = Faults("pack.yaml")
    names = Names({"most": 5}, {"product-code": _PATTERN}, {})
    compiler = ConditionCompiler(names, faults, definitions or {}, SHAPES)
    kinds = (("Tool", TOOL),)
    compiled = compiler.condition(yaml.safe_load(text), (), Ground(kinds, kinds, Shape("object")))
    assert not faults.found, faults.found
    return compiled


def weighed(text: str, fields: str, *others: Manifest, definitions: dict[str, Value] | None = None) -> Evidence:
    """The evidence for a condition about a tool with these fields."""
    about = manifest(fields)
    inventory = (about, *others)
    world = World(about, {}, {}, inventory, TODAY)
    weigher = Weigher(Scope(world, Inventory(inventory)), Terms(TODAY, frozenset()))
    return weigher.weigh(condition(text, definitions), about.fields, ())
