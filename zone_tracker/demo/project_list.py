"""The 36 invented key projects that stand beside the three named ones, and what is wrong with some of them."""

from dataclasses import dataclass, field

from projects.enums import DeclaredLamp, Stage

# name | firm | kind of building | stage | total investment in 万元 | leader | task force | responsible | reporter
TABLE = (
    "楚澜电驱总成项目|楚澜电驱|plant|started|126000|顾临川|城建专班|许砚秋|程听澜",
    "晟陆线控转向项目|晟陆底盘|plant|started|56000|顾临川|汽车专班|周景行|周景行",
    "拓野特种车底盘基地|拓野特车|plant|started|84000|陆见山|汽车专班|程听澜|程听澜",
    "北屿换电装备项目|北屿能源|land|signed|50000|陆见山|招商专班|纪明远|纪明远",
    "砺川一体化压铸项目|砺川模具|plant|started|68000|贺云舟|汽车专班|程听澜|程听澜",
    "湘屿动力电池壳体项目|湘屿电池|plant|built|92000|陆见山|汽车专班|周景行|周景行",
    "岚驿热管理系统项目|岚驿热控|plant|started|58000|顾临川|汽车专班|周景行|周景行",
    "朗桥空气悬架项目|朗桥悬架|plant|started|38000|温若水|汽车专班|程听澜|程听澜",
    "砚山冲压模具二期项目|砚山模具|plant|producing|27000|贺云舟|汽车专班|周景行|周景行",
    "同麓焊装线项目|同麓装备|plant|started|31000|陆见山|汽车专班|程听澜|程听澜",
    "望野充电模块项目|望野电源|plant|built|24000|顾临川|汽车专班|程听澜|程听澜",
    "锦川氢能阀件项目|锦川阀件|plant|started|22000|温若水|汽车专班|周景行|周景行",
    "启岸车规连接器项目|启岸电子|plant|done|21000|贺云舟|汽车专班|周景行|周景行",
    "远岫激光雷达项目|远岫传感|land|signed|75000|贺云舟|招商专班|纪明远|纪明远",
    "析微光谱检测项目|析微仪器|plant|started|19000|温若水|光学专班|宋予安|宋予安",
    "光屿红外镜头项目|光屿光电|plant|built|26000|温若水|光学专班|宋予安|宋予安",
    "澄观机器视觉镜头项目|澄观光学|plant|built|33000|温若水|光学专班|宋予安|宋予安",
    "景曜激光切割装备项目|景曜激光|plant|started|54000|陆见山|光学专班|宋予安|宋予安",
    "明砚工业相机项目|明砚视觉|leased|producing|17000|顾临川|光学专班|宋予安|宋予安",
    "映川光学镀膜项目|映川光学|land|signed|15000|温若水|招商专班|纪明远|纪明远",
    "棱界精密模组项目|棱界光电|leased|built|28000|贺云舟|光学专班|宋予安|宋予安",
    "麓禾协作机器人项目|麓禾机器人|plant|started|36000|贺云舟|科创专班|林疏桐|林疏桐",
    "衡芯力传感器项目|衡芯传感|land|signed|16000|温若水|招商专班|纪明远|纪明远",
    "智屿移动机器人项目|智屿智能|leased|built|21000|陆见山|科创专班|林疏桐|林疏桐",
    "蓝汀遗传病筛查中心项目|蓝汀检测|laboratory|started|29000|温若水|医药专班|沈知微|沈知微",
    "沐辰细胞检测中心项目|沐辰生物|leased|built|46000|陆见山|医药专班|沈知微|沈知微",
    "益川康复器械项目|益川器械|plant|started|18000|贺云舟|医药专班|沈知微|沈知微",
    "安屿医药销售总部项目|安屿医药|office|signed|20000|顾临川|招商专班|纪明远|纪明远",
    "云埠医用敷料基地项目|云埠医疗|plant|started|39000|陆见山|医药专班|沈知微|沈知微",
    "泽澜体外诊断项目|泽澜诊断|leased|built|32000|温若水|医药专班|沈知微|沈知微",
    "禾正防疫物资储备库项目|禾正医药|plant|done|12000|顾临川|医药专班|沈知微|沈知微",
    "立衡工程机械配套项目|立衡重工|plant|started|66000|贺云舟|城建专班|许砚秋|许砚秋",
    "川陆智能仓储项目|川陆物流|plant|built|23000|顾临川|科创专班|林疏桐|林疏桐",
    "湘麓研发中试基地项目|湘麓科创|office|producing|52000|陆见山|科创专班|林疏桐|林疏桐",
    "砺行工业软件中心项目|砺行软件|office|signed|18000|温若水|招商专班|纪明远|纪明远",
    "凌屿标准厂房二期项目|凌屿建设|plant|started|88000|陆见山|城建专班|许砚秋|许砚秋",
)
ALL_DONE = "done"  # in the table: producing, and every milestone is closed


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a project on the demo's day. Days count from that day; negative ones are past.

    `due_in` days until the next stage milestone, which slid by `slid` days, or `late_by` working days since it;
    `open_nodes` gives single milestones other plan days, `closed_nodes` how many working days ago they were planned and
    done; `silent` of the closed weeks passed without an update; `said` overrides the owner's
    lamp. The work under way is told as if it ended `told_until` days after the demo's day, or on its plan day when
    that is later.
    """

    due_in: int | None = None
    late_by: int = 0
    slid: int = 0
    open_nodes: dict[str, int] = field(default_factory=dict)
    closed_nodes: dict[str, tuple[int, int]] = field(default_factory=dict)
    silent: int = 0
    said: DeclaredLamp = DeclaredLamp.AMBER
    done_share: float | None = None
    told_until: int = 14


RED, AMBER, GREEN = DeclaredLamp.RED, DeclaredLamp.AMBER, DeclaredLamp.GREEN
CHULAN_NODES = {"主体封顶": -118, "设备进场": 27, "投产达产": 158}
TROUBLES: dict[str, Trouble] = {
    # red by the rules: late for more than thirty working days, or slid by more than 45 days
    "楚澜电驱总成项目": Trouble(
        due_in=97, slid=197, open_nodes=CHULAN_NODES, said=GREEN, done_share=0.543, told_until=144
    ),
    "蓝汀遗传病筛查中心项目": Trouble(due_in=85, slid=63, silent=2, said=RED),
    "远岫激光雷达项目": Trouble(late_by=33, said=AMBER),
    "沐辰细胞检测中心项目": Trouble(due_in=130, slid=46, open_nodes={"试生产备案": -12}, said=AMBER),
    # amber: late or slid a little, or silent for two weeks
    "晟陆线控转向项目": Trouble(late_by=5, said=GREEN, told_until=30),
    "析微光谱检测项目": Trouble(due_in=47, slid=25, silent=2, said=GREEN),
    "立衡工程机械配套项目": Trouble(due_in=75, slid=22, closed_nodes={"主体封顶": (40, 3)}),
    "拓野特种车底盘基地": Trouble(due_in=43, slid=21),
    "川陆智能仓储项目": Trouble(due_in=104, slid=20, said=GREEN),
    "光屿红外镜头项目": Trouble(due_in=162, slid=19),
    "益川康复器械项目": Trouble(due_in=40, slid=18),
    "北屿换电装备项目": Trouble(late_by=16, silent=2),
    "安屿医药销售总部项目": Trouble(late_by=18),
    # green by the rules, and its owner sees trouble coming
    "岚驿热管理系统项目": Trouble(due_in=96, said=AMBER),
    # green since this week: what was late is done
    "棱界精密模组项目": Trouble(due_in=100, closed_nodes={"试生产备案": (7, 2)}, said=GREEN),
}
NO_TROUBLE = Trouble(said=GREEN)


@dataclass(frozen=True)
class ProjectSpec:
    """One invented key project."""

    name: str
    firm: str
    building: str
    stage: Stage
    all_done: bool
    total_wan: int
    leader: str
    task_force: str
    responsible: str
    reporter: str

    @property
    def trouble(self) -> Trouble:
        return TROUBLES.get(self.name, NO_TROUBLE)


def project_specs() -> list[ProjectSpec]:
    """The written projects."""
    return [_read(line) for line in TABLE]


def _read(line: str) -> ProjectSpec:
    name, firm, building, stage, total, leader, task_force, responsible, reporter = line.split("|")
    all_done = stage == ALL_DONE
    return ProjectSpec(
        name,
        firm,
        building,
        Stage.PRODUCING if all_done else Stage(stage),
        all_done,
        int(total),
        leader,
        task_force,
        responsible,
        reporter,
    )
