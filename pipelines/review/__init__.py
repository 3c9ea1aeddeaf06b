"""Review: people decide what the linkage cannot, and say how good it is.

`pairs` (how a pair is called), `decide` (one decision, and its undoing), `queue` (what is asked),
`records` and `explanation` (what a reviewer sees), `picture` (the weights as a waterfall),
`workbook`, `export` and `answers` (the same in a spreadsheet), `sample` and `estimate` (precision
and recall from a clerical sample).
"""
