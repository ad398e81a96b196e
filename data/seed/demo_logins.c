/* data/seed/demo_logins.c - see demo_logins.h. A table only. */
#include "data/seed/demo_logins.h"

const struct demo_login demo_logins[] = {
	{ "olena", "Савчук Олена Ігорівна", "operator", "" },
	{ "bohdan", "Гринчишин Богдан Остапович", "operator", "" },
	{ "sofia", "Лук’янець Софія Мар’янівна", "operator", "" },
	{ "halyna", "Процик Галина Степанівна", "clerk", "" },
	{ "stepan", "Ґудзик Степан Зеновійович", "dispatcher", "" },
	{ "iryna", "Федорів Ірина Романівна", "controller", "" },
	{ "nazar", "Бойчук Назар Юрійович", "supervisor", "" },
	{ "voda", "Кметь Ігор Богданович", "executor", "VODA" },
	{ "roman", "Стецько Роман Васильович", "manager", "" },
	{ "admin", "Яремко Юлія Андріївна", "admin", "" },
};
const int demo_login_count = sizeof(demo_logins) / sizeof(demo_logins[0]);

const char demo_password[] = "demo2026";
const char demo_city[] = "Місто Львів", demo_hotline[] = "15-80";
