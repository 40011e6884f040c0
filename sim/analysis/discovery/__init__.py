"""Scenario discovery: in which part of the parameters' space does an outcome come about?"""
