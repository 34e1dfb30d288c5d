"""The invented firms: short name, what the full name adds, highland, park, product lines, and the size of the firm."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FirmSpec:
    """One invented firm. `weight` is its part of its highland's output, without unit."""

    short: str
    ending: str
    cluster: str
    park: str
    lines: tuple[str, ...]
    weight: float

    @property
    def full(self) -> str:
        return f"{self.short}{self.ending}"


# short name | ending | park | lines | weight; firms without a highland stand under ""
TABLE: dict[str, tuple[str, ...]] = {
    "nev": (
        "楚澜电驱|有限公司|yuhua|电驱总成、减速器|52",
        "晟陆底盘|科技有限公司|shaoshan|线控转向、副车架|19",
        "拓野特车|有限公司|jiuhua|特种车底盘|13",
        "北屿能源|科技有限公司|yuhua|换电装备|9",
        "砺川模具|有限公司|yuhua|一体化压铸件、压铸模具|31",
        "湘屿电池|股份有限公司|yuhua|动力电池壳体、水冷板|46",
        "岚驿热控|有限公司|yuhua|热管理集成模块、电动压缩机|24",
        "朗桥悬架|有限公司|yuhua|空气悬架、减振器|15",
        "砚山模具|有限公司|yuhua|冲压模具、检具|12",
        "同麓装备|有限公司|yuhua|焊装线、输送线|16",
        "望野电源|科技有限公司|shaoshan|充电模块、车载电源|11",
        "锦川阀件|有限公司|shifeng|氢能阀件、瓶口阀|7",
        "启岸电子|股份有限公司|yuhua|车规连接器、高压线束|27",
        "瀚石电机|有限公司|yuhua|扁线电机、定转子|22",
        "恒森座椅|有限公司|yuhua|乘用车座椅骨架|14",
        "屹岳线束|有限公司|yuhua|低压线束|10",
        "启垣电控|科技有限公司|yuhua|整车控制器、域控制器|18",
        "砺珩制动|有限公司|yuhua|线控制动、制动盘|12",
        "昱川热成型|有限公司|yuhua|热成型结构件|9",
        "星陆轮毂|有限公司|jiuhua|铝合金轮毂|8",
    ),
    "optics": (
        "远岫传感|有限公司|yuhua|激光雷达、毫米波雷达|7.5",
        "析微仪器|有限公司|yuhua|光谱仪、在线检测系统|3.8",
        "光屿光电|科技有限公司|yuhua|红外镜头、热成像机芯|4.6",
        "澄观光学|有限公司|yuhua|机器视觉镜头、远心镜头|5.0",
        "景曜激光|有限公司|yuhua|激光切割装备|9.2",
        "明砚视觉|科技有限公司|yuhua|工业相机|4.1",
        "映川光学|有限公司|yuhua|光学镀膜|2.7",
        "棱界光电|有限公司|yuhua|精密光学模组|4.8",
        "麓禾机器人|有限公司|yuhua|协作机器人|5.6",
        "衡芯传感|有限公司|yuhua|六维力传感器|2.2",
        "智屿智能|科技有限公司|yuhua|移动机器人、调度系统|4.9",
        "霁图光学|有限公司|yuhua|车载镜头|3.1",
        "析石激光|有限公司|yuhua|激光器、激光清洗装备|3.6",
        "明野成像|科技有限公司|yuhua|高速成像模组|1.9",
        "凌微光电|有限公司|yuhua|光电编码器|2.4",
    ),
    "biomedical": (
        "蓝汀检测|有限公司|yuhua|遗传病筛查、基因检测|1.6",
        "沐辰生物|科技有限公司|yuhua|细胞检测、细胞制备|2.3",
        "益川器械|有限公司|yunlong|康复器械|2.1",
        "安屿医药|有限公司|yuhua|医药销售|8.2",
        "云埠医疗|科技有限公司|yuhua|医用敷料、防护用品|4.0",
        "泽澜诊断|有限公司|yuhua|体外诊断试剂、分析仪|3.9",
        "禾正医药|有限公司|yuhua|防疫物资储备|3.3",
        "沐棠医药|有限公司|yuhua|中药饮片|3.0",
        "云汀生物|科技有限公司|yuhua|干细胞存储|1.2",
        "禾岳制药|股份有限公司|yuhua|口服固体制剂|4.4",
        "泽衡检验|有限公司|yuhua|医学检验|1.9",
        "益澜器械|有限公司|yuhua|血糖监测、家用理疗|2.6",
    ),
    "": (
        "立衡重工|有限公司|jiuhua|工程机械结构件|34",
        "川陆物流|有限公司|yuhua|智能仓储、干线运输|22",
        "湘麓科创|有限公司|yuhua|研发中试、技术转移|4",
        "砺行软件|有限公司|zhuzhou_edz|工业软件|6",
        "凌屿建设|有限公司|jiuhua|标准厂房开发运营|9",
        "立序智造|科技有限公司|yuhua|自动化产线|28",
        "川麟供应链|有限公司|yuhua|汽车供应链管理|41",
        "麓帆软件|有限公司|yuhua|制造执行系统|8",
        "屹桥重工|股份有限公司|yuhua|起重设备、桩工机械|38",
        "同岳包装|有限公司|yuhua|环保包装|17",
        "湘嵩新材|科技有限公司|yuhua|轻量化材料、改性塑料|30",
        "骏野食品|有限公司|yuhua|休闲食品|19",
        "恒界环保|有限公司|yuhua|水处理装备|13",
        "衡驿电气|有限公司|yuhua|配电设备|21",
    ),
}


def firm_specs() -> list[FirmSpec]:
    """The written firms."""
    return [_read(cluster, line) for cluster, lines in TABLE.items() for line in lines]


def _read(cluster: str, line: str) -> FirmSpec:
    short, ending, park, lines, weight = line.split("|")
    return FirmSpec(short, ending, cluster, park, tuple(lines.split("、")), float(weight))
