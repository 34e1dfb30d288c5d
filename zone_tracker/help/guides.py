"""帮助 in ten lines a role, by the role's value; each at most 35 characters, each true of the pages as they are."""

from django.utils.translation import gettext_lazy as _

from core.enums import Role
from zone_tracker.help import pictures
from zone_tracker.help.parts import Guide, Line

LEADER = Guide(
    _("看目标、督项目、开周一调度会、作决定。"),
    (
        Line(_("登录先看目标看板：四个目标各完成多少、落后多少。"), "targets:dashboard"),
        Line(_("点“看明细”看到逐条数据；改“截至”日期，看当时的数字。"), "targets:dashboard"),
        Line(_("重点项目红灯在前；两灯不一致的可单独筛出。"), "projects:project_list"),
        Line(_("作战图把原基线、现计划、实际画在一张时间图上。"), "projects:project_chart"),
        Line(_("周一调度议程自动排定；填报截止后点“开始会议”，键盘翻项。"), "projects:meeting"),
        Line(_("会上定的事当场签发交办单，每周一回到议程，直至销号。"), "projects:action_list"),
        Line(_("延期和容缺推进申请等你决定；不同意要写明意见。"), "projects:decision_list"),
        Line(_("打开项目可直接批示；人工调整灯色要写理由和期限。"), "projects:project_list"),
        Line(_("诉求超时两个工作日以上会通知你；办得不好可退回重办。"), "enterprises:request_list"),
        Line(_("谁联系哪家企业由你指定；换人时交接单自动备好。"), "enterprises:liaison_list"),
    ),
    (pictures.TARGETS, pictures.AGENDA, pictures.DECISIONS),
)
PROJECT_OFFICER = Guide(
    _("每周报进展，管好节点、交办和需要协调的事。"),
    (
        Line(_("每周首个工作日 08:30 前填报；待报的项目都在工作台。"), "workbench"),
        Line(_("没有变化点“无变化”，一次提交；有变化点“填报”，一页填完。"), "workbench"),
        Line(_("申报灯由你选，系统灯按规则判；两灯不一致会排上议程。"), "projects:project_list"),
        Line(_("要部门协调的，填报时一并提出；答复后由你确认解决。"), "projects:blocker_list"),
        Line(_("在项目页选类型和目标日期，倒排时间表自动算出节点。"), "projects:project_list"),
        Line(_("冻结基线后改期要写理由申请，领导同意才生效。"), "projects:decision_list"),
        Line(_("交办给你的事，在交办单写进展，凭佐证报请销号。"), "projects:action_list"),
        Line(_("招商线索签约即转为项目，填过的不用重填。"), "projects:lead_list"),
        Line(_("培育计划四定齐全才挂图，有认定依据才计数。"), "enterprises:plan_list"),
        Line(_("月报一人填、另一人核实，核实后才计入产值。"), "enterprises:enterprise_list"),
    ),
    (pictures.REPORTS, pictures.UPDATE, pictures.PLAN),
)
LIAISON = Guide(
    _("走访企业，带回诉求，盯到企业满意为止。"),
    (
        Line(_("工作台按轻重列出你联系的企业，超时的在最前。"), "workbench"),
        Line(_("上门、电话、视频，都用“记录走访”一张表，一分钟记完。"), "enterprises:visit_create"),
        Line(_("企业有诉求，当场选类型写下，自动送到承办部门。"), "enterprises:visit_create"),
        Line(_("融资、人才需求和项目情况，在同一张表转给专员。"), "enterprises:visit_create"),
        Line(_("没有信号照样填：先存在手机里，有网后自动发送。"), "core:outbox"),
        Line(_("诉求办到哪一步、离时限还有几天，随时可查。"), "enterprises:request_list"),
        Line(_("部门办结后，你把一次性链接发给企业，请企业确认。"), "enterprises:request_list"),
        Line(_("多久没走访按企业层级提示，不打卡、不排名。"), "enterprises:visit_gaps"),
        Line(_("“四到”按月从记录统计，怎么数的写在表下。"), "enterprises:four_promises"),
        Line(_("换人联系时，接手人拿到一页交接单，事情不断线。"), "enterprises:liaison_list"),
    ),
    (pictures.FIRMS, pictures.VISIT, pictures.ASK_FIRM),
)
HANDLER = Guide(
    _("办理送到本部门的诉求、协调事项和交办单。"),
    (
        Line(_("送到本部门的诉求列在工作台，超时的在最前。"), "workbench"),
        Line(_("三道时限：首次答复、办理方案、办结，按工作时间计算。"), "enterprises:request_list"),
        Line(_("打开诉求写答复；填了承诺日期，就是对企业的承诺。"), "enterprises:request_list"),
        Line(_("不归本部门的点“转办”，要别的部门配合的选“会办”。"), "enterprises:request_list"),
        Line(_("办完点“办结”，可附佐证照片，再由企业确认。"), "enterprises:request_list"),
        Line(_("企业说没有解决，诉求就退回来接着办。"), "enterprises:request_list"),
        Line(_("超时先提醒联络员，超过两个工作日报园区领导。"), "enterprises:request_list"),
        Line(_("项目的需协调事项也送到部门，答复后由提出人确认。"), "projects:blocker_list"),
        Line(_("交办给你的事，在交办单写进展，凭佐证报请销号。"), "projects:action_list"),
        Line(_("转办、退回、临近时限都有通知，点右上角的铃铛。"), "core:notices"),
    ),
    (pictures.INBOX, pictures.ANSWER, pictures.COORDINATE),
)
TALENT_OFFICER = Guide(
    _("承接企业的人才需求，管好 136 计划的台账。"),
    (
        Line(_("走访转来的人才需求在工作台承接，办完前在“我承接的”里。"), "workbench"),
        Line(_("登记人才先填姓名、类别、引进日期，其余可后补。"), "talent:talent_create"),
        Line(_("佐证齐全才计入 136 计划，缺哪样看总览“待佐证”。"), "talent:talent_list"),
        Line(_("一个人只归一类：领军、工程师或工匠技能型。"), "talent:talent_list"),
        Line(_("还没认定的，用“认定情况”一栏筛出来逐个补齐。"), "talent:talent_list"),
        Line(_("身份证号加密保存，只用来查重，页面上不显示全号。"), "talent:talent_create"),
        Line(_("同一个身份证号已登记过，系统会提示，不会重复计数。"), "talent:talent_create"),
        Line(_("人才平台、公寓配给和荣誉列在台账旁边。"), "talent:talent_list"),
        Line(_("一家企业有哪些人才，打开企业的档案就能看到。"), "enterprises:enterprise_list"),
        Line(_("136 计划完成多少、比序时快还是慢，看目标看板。"), "targets:dashboard"),
    ),
    (pictures.HANDED_ON, pictures.TALENTS, pictures.TALENT),
)
FINANCE_OFFICER = Guide(
    _("把企业的融资需求送到机构，盯着授信放到企业手里。"),
    (
        Line(_("走访转来的融资需求在工作台承接，办完前在“我承接的”里。"), "workbench"),
        Line(_("登记融资需求，选定对接机构，机构就能看到。"), "finance:need_create"),
        Line(_("需求走到待对接、对接中还是已授信，一栏看清。"), "finance:need_list"),
        Line(_("机构来不及登记的授信，你可以代为登记。"), "finance:creditline_create"),
        Line(_("放款逐笔登记，合计超过授信的，系统不收。"), "finance:creditline_list"),
        Line(_("没放完的写明原因，卡点的金额自动汇总。"), "finance:creditline_list"),
        Line(_("漏斗页跟着同一批需求到放款，点格子看是哪几笔。"), "finance:funnel"),
        Line(_("登错的放款用冲销更正，还款、展期都在这笔授信里登记。"), "finance:creditline_list"),
        Line(_("各机构授信多少、放款率多少，在金融机构页。"), "finance:institution_list"),
        Line(_("目标看板上的产融数字，就来自这里的台账。"), "targets:dashboard"),
    ),
    (pictures.HANDED_ON, pictures.FUNNEL, pictures.LINES),
)
BANK = Guide(
    _("答复企业的融资需求，登记授信和放款。"),
    (
        Line(_("你只看到本机构的数据，别的机构也看不到你的。"), "finance:creditline_list"),
        Line(_("待答复的需求和没放完的授信，都在工作台。"), "workbench"),
        Line(_("需求转到本机构即为对接，登记授信即为答复。"), "finance:need_list"),
        Line(_("登记授信选上对应的需求，需求随即转为已授信。"), "finance:creditline_create"),
        Line(_("金额一律按万元填，写 1,200 或 1200万元都认。"), "finance:creditline_create"),
        Line(_("每放一笔，在这笔授信里点“登记放款”。"), "finance:creditline_list"),
        Line(_("放款合计不能超过授信；超过的，系统不收。"), "finance:creditline_list"),
        Line(_("没放款的选一个原因，园区好帮着协调。"), "finance:creditline_list"),
        Line(_("企业确认过的授信，填上企业确认日期。"), "finance:creditline_list"),
        Line(_("初次登录请先改密码，手机上也能用。"), "core:password"),
    ),
    (pictures.BANK_TASKS, pictures.LINE, pictures.DRAWDOWNS),
)
AUDITOR = Guide(
    _("看得到全部业务数据和每一处留痕，什么也不改。"),
    (
        Line(_("目标、项目、企业、人才、产融都能看，都不能改。"), "targets:dashboard"),
        Line(_("每个数字点“看明细”，一直查到逐条数据和来源。"), "targets:dashboard"),
        Line(_("每期到点冻结，从此不变；事后更正另行标明。"), "projects:week_list"),
        Line(_("延期、容缺推进是谁批的、理由是什么，在“待决定”里查。"), "projects:decision_list"),
        Line(_("打开项目点“历史”，看谁在何时改了什么。"), "projects:project_list"),
        Line(_("留痕页按人、按时间、按业务，查谁做了什么。"), "audit"),
        Line(_("点开一条，再点“这一天做了什么”，看这个人的一天。"), "audit"),
        Line(_("点“这一行谁动过”，看谁动过它、动之前是什么样。"), "audit"),
        Line(_("查到的可以导出留存；导出这件事本身也记一笔。"), "audit"),
        Line(_("每条与前一条相扣，每夜逐条核对，点开即当场校验。"), "audit"),
    ),
    (pictures.TRAIL, pictures.WEEK, pictures.HISTORY),
)
ADMIN = Guide(
    _("让系统用得起来：账号、字典、规则；不看业务数据。"),
    (
        Line(_("上线准备列出还差哪几步，没做之前什么用不了。"), "setup"),
        Line(_("新来的人先建账号，再申请角色，另一位管理员同意才生效。"), "core:account_list"),
        Line(_("离岗的、忘了密码的、被锁定的，请安全管理员办理。"), "core:account_list"),
        Line(_("部门、园区、产业高地、专班，都在字典里维护。"), "admin:index"),
        Line(_("每类诉求由哪个部门承办、三道时限多久，在这里定。"), "admin:index"),
        Line(_("判灯规则改了，从下一次判灯起生效，处处一致。"), "admin:index"),
        Line(_("每年年底补下一年的节假日和调休，时限才算得准。"), "admin:index"),
        Line(_("银行人员要指定所属机构，否则登录后什么也看不到。"), "admin:index"),
        Line(_("邮件有没有发出去、为什么没发成，看“外发消息”。"), "admin:index"),
        Line(_("备份没有通过验证会通知你，看右上角的铃铛。"), "core:notices"),
    ),
    (pictures.SETUP, pictures.LAMP_LIMITS, pictures.REQUEST_KINDS),
)
SECURITY_ADMIN = Guide(
    _("管账号、角色和锁定：谁能进来，能做什么。"),
    (
        Line(_("待决定的角色申请、被锁定的账号，都列在工作台。"), "workbench"),
        Line(_("账号页按姓名、部门、角色、状态查找每一个人。"), "core:account_list"),
        Line(_("改角色要两个人：一人申请，另一位管理员同意才生效。"), "core:account_list"),
        Line(_("自己提的申请、改自己角色的申请，自己都不能批。")),
        Line(_("决定前看清改前、改后和理由；结果通知本人和审计。")),
        Line(_("系统管理员、安全管理员、审计三个角色，一人只能占一个。")),
        Line(_("有人离岗，停用账号；停用后立即退出，记录都留着。"), "core:account_list"),
        Line(_("密码输错多次会锁定；核实是本人，再点解锁。"), "core:account_list"),
        Line(_("忘了密码的，生成一次性链接当面交给本人，24 小时有效。"), "core:account_list"),
        Line(_("你做的每一步都留痕，审计随时看得到。"), "core:me"),
    ),
    (pictures.ACCOUNTS, pictures.ROLES, pictures.LINK),
)
GUIDES: dict[str, Guide] = {
    Role.LEADER: LEADER,
    Role.PROJECT_OFFICER: PROJECT_OFFICER,
    Role.LIAISON: LIAISON,
    Role.HANDLER: HANDLER,
    Role.TALENT_OFFICER: TALENT_OFFICER,
    Role.FINANCE_OFFICER: FINANCE_OFFICER,
    Role.BANK: BANK,
    Role.AUDITOR: AUDITOR,
    Role.ADMIN: ADMIN,
    Role.SECURITY_ADMIN: SECURITY_ADMIN,
}
