"""What cannot all be true: two figures for one works, sums, implausible figures, stages that go back."""

from sanjiang.grammar.findings.find import find_contradictions as find_contradictions
from sanjiang.grammar.findings.finding import FINDING_KINDS as FINDING_KINDS
from sanjiang.grammar.findings.finding import Finding as Finding
