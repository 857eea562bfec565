namespace OpenIlm.Web.Demonstration;

/// <summary>A kind of problem, with what a handler writes about it for a business and what a business does.</summary>
/// <param name="Key">Section of the <see cref="Tellings"/>.</param>
/// <param name="Weight">How often, beside the others.</param>
/// <param name="Codes">Issue codes of the taxonomy.</param>
/// <param name="Summaries">Written freshly for the business: no name, date or number that points at anybody.</param>
/// <param name="Actions">What is agreed.</param>
internal sealed record Theme(string Key, int Weight, IReadOnlyList<string> Codes, IReadOnlyList<string> Summaries, IReadOnlyList<string> Actions)
{
    /// <summary>Problems.</summary>
    public static readonly IReadOnlyList<Theme> All =
    [
        new("wages", 14, ["WAG-03", "WAG-02", "WAG-04"],
            ["Workers report that wages were kept back over several pay periods.", "Workers say that pay arrives late and incomplete, without an explanation.", "Several workers say that they signed for more than they received."],
            ["Pay all wages that were kept back, with interest", "Give an itemised payslip in the worker's language", "Pay on a fixed day and post it on the notice board"]),
        new("passport", 9, ["DOC-01", "DOC-02", "DOC-03"],
            ["Workers say that their passports are held and not given back on request.", "Workers report that a deposit is asked before identity papers are returned."],
            ["Return every passport to its owner", "Provide lockers with an own key in the dormitory", "Instruct agency and office staff in writing never to hold papers"]),
        new("fees", 11, ["REC-01", "REC-02", "REC-14"],
            ["Workers report that they paid fees to get the job and were told to deny it.", "A promised repayment of recruitment fees stopped after the first instalment."],
            ["Investigate fees paid by the last cohorts with an independent interviewer", "Repay recruitment fees by bank transfer", "End the contract with sub-agents that charge workers"]),
        new("overtime", 11, ["WAG-07", "HRS-02", "HRS-01", "HRS-03"],
            ["Workers say that overtime is not recorded and that refusing it has consequences.", "Workers report long working days without a weekly rest day."],
            ["Count overtime again from the gate records and pay the difference", "Write down that overtime is voluntary and train line leaders", "Give every worker one rest day in seven"]),
        new("dormitory", 9, ["ACC-01", "ACC-02", "ACC-08", "ACC-05"],
            ["Workers describe crowded rooms and too few toilets in company housing.", "Workers say that the housing is unsafe at night and that food is poor."],
            ["Rent further rooms and lower the number of beds in each", "Repair roof, toilets and water supply", "Fit doors that open from inside"]),
        new("harassment", 7, ["VIO-03", "VIO-05", "VIO-07"],
            ["Workers report that a supervisor's behaviour toward women is not acceptable and that complaints are punished.", "Workers describe daily verbal abuse in one department."],
            ["Take the supervisor out of the department while it is looked into", "Name a woman outside the line whom workers can speak to", "Train all supervisors on respect at work"]),
        new("dismissal", 8, ["TER-01", "TER-04", "DIS-05"],
            ["Workers report dismissals without paper and without final pay.", "Workers say that pregnancy led to dismissal."],
            ["Offer the job back or pay what the law asks for", "Pay final wages within a week of leaving", "Stop asking for pregnancy tests"]),
        new("safety", 8, ["OSH-01", "OSH-04", "OSH-05", "OSH-02"],
            ["Workers report a machine running without its guard and an injury that was not compensated.", "Workers say that protective equipment is missing and that exits are blocked."],
            ["Put guards back and stop machines without them", "Give protective equipment free of charge", "Clear exits and check them every week", "Pay treatment and sick days"]),
        new("contract", 6, ["CON-04", "CON-01", "REC-06"],
            ["Workers say that the work and pay differ from the contract they signed before leaving.", "Workers report that no written contract was given."],
            ["Give every worker a contract in her language with the promised terms", "Pay the difference to the promised wage"]),
        new("movement", 4, ["MOV-03", "MOV-06", "MOV-01"],
            ["Workers report that they need passes to go out and that telephones are taken from them."],
            ["End exit passes", "Leave telephones with their owners"]),
        new("deductions", 8, ["WAG-05", "WAG-06", "WAG-08"],
            ["Workers report deductions that nobody explained to them.", "Workers say that a full day is deducted when a target is missed."],
            ["Stop the deductions and pay them back", "Take down the rule and tell every line"]),
        new("voice", 5, ["FOA-01", "GRM-03", "GRM-01"],
            ["Workers say that those who asked for representation were moved to other shifts.", "Workers say that letters to management stay without an answer."],
            ["Hold a free election of a worker committee", "Answer letters within two weeks and post the answers"]),
    ];

    /// <summary>What a business answers.</summary>
    public static readonly IReadOnlyList<string> Responses =
    [
        "We take this seriously. Our human resources team has begun to look into it with the department concerned.",
        "We checked our records and found that the report is right in most points. We propose the following actions.",
        "We were not aware of this. The plant manager will report to us, and we will not ask who spoke.",
        "This concerns a practice that should have ended last season. We apologise and set it right.",
        "Our agency handled this part. We have asked them for their records and act in parallel.",
        "We disagree on some points but see that workers have reason to complain. These are the steps we can promise.",
    ];

    /// <summary>What a business reports when it is done.</summary>
    public static readonly IReadOnlyList<string> Reports =
    [
        "Done for everybody in the department. Records are available for inspection.",
        "Completed. The worker committee was informed and the notice is posted in four languages.",
        "Finished as agreed. Supervisors were instructed in writing.",
        "Done. Payments went out with the last payroll.",
        "Completed with some delay; the supplier of the parts was late.",
    ];

    /// <summary>What a handler notes at the safety review.</summary>
    public static readonly IReadOnlyList<string> ReviewNotes =
    [
        "Many workers are in the same situation; the facts point at nobody.",
        "She asked us to wait until after pay day. We keep the facts coarse.",
        "Spoke with her by telephone after her shift. No threat so far; code word agreed.",
        "The supervisor may guess who spoke. We share category and site only.",
        "Group report, confirmed by two contacts of ours in the plant.",
    ];
}
