"""The public column names of the Kareo/Tebra charge export, in order.

Here: the header. Not here: the cells (`kareo`).
"""

PAYMENT = ("PaymentID", "PaymentPostingDate", "PaymentRef", "PaymentMethodDesc")
INSURER = (
    "FirstBillDate", "LastBillDate", "AdjudicationDate", *PAYMENT, "InsuranceAllowed", "InsuranceContractAdjustment",
    "InsuranceContractAdjustmentReason", "InsurancePayment", "InsuranceDeductible", "InsuranceCoinsurance",
    "InsuranceCopay",
)  # fmt: skip
HEADER = (
    "CreatedDate", "PracticeID", "PracticeName", "EncounterID", "PatientID", "PatientName", "ServiceStartDate",
    "ServiceEndDate", "PostingDate", "RenderingProviderID", "RenderingProviderName", "ServiceLocationId",
    "ServiceLocationName", "PrimaryInsuranceCompanyName", "SecondaryInsuranceCompanyName", "PatientFirstBillDate",
    "ID", "LastModifiedDate", "ProcedureCode", "ProcedureName", "ProcedureModifier1", "ProcedureModifier2",
    "ProcedureModifier3", "ProcedureModifier4", "Units", "UnitCharge", "TotalCharges", "AdjustedCharges", "Receipts",
    "PatientBalance", "InsuranceBalance", "TotalBalance", "Status",
    *(f"PrimaryInsurance{name}" for name in INSURER), *(f"SecondaryInsurance{name}" for name in INSURER),
    *(f"Patient{name}" for name in PAYMENT), "PatientPaymentAmount", "OtherAdjustment", "OtherPaymentCategoryDesc",
    "OtherPaymentPostingDate", "OtherPaymentAmount",
)  # fmt: skip
