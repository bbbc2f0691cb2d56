"""The run: validate, evaluate, stage, rollout, waiver, lane, verdict."""
