namespace OpenIlm.Web.Demonstration;

/// <summary>What invented workers say in English.</summary>
internal static class English
{
    public const string Lines = """
        # wages
        We have not been paid for {m} months. The office says next week, every week.
        My pay for {m} months is kept back. They say I get it when the contract ends.
        Supervisor told us no salary until the order is finished. {n} of us in packing have nothing for food.
        They paid half and wrote that it was all. We signed because there was no other way to get anything.
        Salary comes two or three weeks late each month and nobody tells us why.
        ## claim
        They say the wages that were kept back have been paid in full, with a payslip.
        # passport
        The manager keeps our passports in a safe. I asked for mine and he said after two years.
        They took my passport at the airport. The agent says the company has it, the company says the agent has it.
        We sign a paper that we keep passports ourselves, but all are locked in the HR room.
        I need my passport for the hospital and they want a deposit of {s} before they give it.
        ## claim
        They say passports were given back and everybody has a locker with an own key.
        # fees
        I paid {s} to the agent for this job. They told me to say I paid nothing if somebody asks.
        The loan for the recruitment fee takes more than half of my salary. After {m} months I still owe almost all.
        The company promised to repay our fees. The first payment came, then nothing for {m} months.
        Before the flight we had to sign a video saying no fee was taken. All {n} of us had paid.
        They cut {s} each month for "processing". Nobody explained what it is.
        ## claim
        They say the recruitment fees were paid back to you by bank transfer.
        # overtime
        We work {h} hours a day and overtime is not on the payslip.
        If I refuse overtime they do not let me work on Sunday, which is the only better paid day.
        The time card is stamped out at five, then we go on until ten.
        No rest day for {d} days. Two women fainted on the line.
        ## claim
        They say the unpaid overtime was counted again and paid, and that refusing it has no consequence now.
        # dormitory
        We are {n} people in one room with two toilets. Water comes only in the morning.
        The roof of the dormitory leaks and rats are in the kitchen. We pay {s} for it.
        There is one door and it is locked at night. If there is a fire we cannot get out.
        Food is rice and old vegetables. Many were sick this week.
        ## claim
        They say the dormitory has more rooms, new toilets and that the door can be opened from inside at any time.
        # harassment
        The line leader touches the women and says who complains loses the overtime.
        He shouts and calls us animals in front of everyone. One friend cries every night.
        A supervisor sends messages to me at night and wants me to come to his room.
        They say if we talk they will call immigration and we will be sent home.
        ## claim
        They say the supervisor does not work with you any more and a woman you can speak to was named.
        # dismissal
        I was sent away after I asked about my leave. They gave me no paper and no last salary.
        They found out I am pregnant and told me not to come back.
        {n} of us were dismissed because the order ended. We got nothing although the law says so.
        I wanted to go home and they take {s} because I leave before the end.
        ## claim
        They say the dismissal was taken back, or the pay that the law asks for was paid.
        # safety
        The guard of the machine is taken off so it runs faster. A friend lost a finger.
        We mix chemicals without gloves. My hands burn and the clinic only gives cream.
        I fell from the stairs at work and they say it is my own fault and cut the sick days.
        The fire exit is full of boxes. When somebody from outside comes they clean it for one day.
        ## claim
        They say the machine has its guard again, protective equipment is given free, and the treatment was paid.
        # contract
        The contract I signed at home says another job and {s} more each month than what I get here.
        I have no contract at all. After {m} months they still say it is being typed.
        They made us sign a new paper in a language nobody of us reads.
        ## claim
        They say you were given a contract in your language with the terms that were promised.
        # movement
        We need a pass to go out and get it only once a month.
        The guard takes our phones when the shift starts and gives them back at the end of the week.
        They say who leaves the compound is reported as run away.
        ## claim
        They say passes are no longer needed and phones stay with you.
        # deductions
        They take money for soap, lamp, bus, and I do not know what else. My pay is {s} less than promised.
        If we miss the target they take the whole day. It is a rule on the wall.
        The payslip is only in their language and the sum is different from what I count.
        ## claim
        They say the deductions stopped, were paid back, and payslips now come in your language.
        # voice
        Two of us asked for a worker committee and were moved to the night shift.
        We put letters in the box {m} months ago. Nobody answered.
        Before the visitors came they told us what to say.
        ## claim
        They say the committee was elected freely and letters are answered within two weeks.
        # information
        Can they make me work when I have a medical paper? I only want to know my right.
        How many days of leave do I have after one year?
        Is it allowed that I change the employer before the permit ends? What papers do I need?
        What is the minimum wage now in this province?
        How can I send money home without the agent?
        # assistance
        I need somebody to go with me to the hospital, I do not speak the language.
        My wife is alone with the baby and we have no food until payday. Who can help?
        I lost my work and my permit ends in {d} days. I need a lawyer who costs nothing.
        My friend died here. The family does not know how to bring him home.
        # detail
        I work in the packing section.
        There are about {n} of us in the same situation.
        It began {m} months ago.
        The others are afraid to say it.
        We told the supervisor and nothing happened.
        Please do not tell them that I wrote.
        I can talk only after the night shift.
        New people came last month and it is the same for them.
        My cousin had the same in the year before.
        They say who complains will not get a new contract.
        # wish
        I want my money, I do not want trouble.
        I want that it stops for everybody.
        Please tell me what I can do.
        I only want somebody to know.
        I want to go home with what I earned.
        # confirmed
        Yes, it is true. Thank you.
        I have it in my hand now.
        It is better now for all of us.
        # partly
        Some of us got it, some did not.
        It is half of what they promised.
        # not
        No. Nothing changed here.
        They only showed us a paper and took it back.
        # later
        Is there any news?
        They asked who talked to you. I said nothing.
        One more thing: the night shift has the same problem.
        # us
        We have read your report. We will not tell anybody without asking you first.
        We are speaking with them. Is it still safe for you to write to us?
        """;
}
