"""Routes of 产融对接."""

from django.urls import path

from core.kernel.naming import names_of
from finance import confirm_views, funnel_views, ledger_views, passing_views, side_views, views
from finance.forms import firms_for, needs_for
from finance.market import season
from finance.market import views as market

app_name = "finance"
urlpatterns = [
    path("", views.creditline_list, name="creditline_list"),
    path("funnel/", funnel_views.funnel_page, name="funnel"),
    path("firms/", names_of(lambda request: firms_for(request.user), more="full_name"), name="firm_names"),
    path("needs/names/", names_of(lambda request: needs_for(request.user)), name="need_names"),
    path("lines/new/", views.creditline_create, name="creditline_create"),
    path("lines/<int:pk>/", views.creditline_detail, name="creditline_detail"),
    path("lines/<int:pk>/edit/", views.creditline_edit, name="creditline_edit"),
    path("lines/<int:pk>/withdraw/", views.creditline_withdraw, name="creditline_withdraw"),
    path("lines/<int:pk>/draw/", ledger_views.drawdown_create, name="drawdown_create"),
    path("lines/<int:pk>/drawdowns/<int:row>/reverse/", ledger_views.drawdown_reverse, name="drawdown_reverse"),
    path("lines/<int:pk>/repay/", ledger_views.repayment_create, name="repayment_create"),
    path("lines/<int:pk>/repayments/<int:row>/reverse/", ledger_views.repayment_reverse, name="repayment_reverse"),
    path("lines/<int:pk>/lower/", ledger_views.line_lower, name="line_lower"),
    path("lines/<int:pk>/end/", ledger_views.line_end, name="line_end"),
    path("lines/<int:pk>/extend/", ledger_views.line_extend, name="line_extend"),
    path("lines/<int:pk>/decisions/<int:row>/take-back/", ledger_views.decision_take_back, name="decision_take_back"),
    path("sides/", side_views.side_list, name="side_list"),
    path("sides/<slug:kind>/<int:pk>/", side_views.side_detail, name="side_detail"),
    path("sides/<slug:kind>/<int:pk>/ask/", side_views.side_ask, name="side_ask"),
    path("sides/<slug:kind>/<int:pk>/explain/", side_views.side_explain, name="side_explain"),
    path("confirm/<str:secret>/", confirm_views.confirm, name="confirm"),
    path("held/", side_views.held_list, name="held_list"),
    path("held/<int:pk>/approve/", side_views.held_approve, name="held_approve"),
    path("held/<int:pk>/drop/", side_views.held_drop, name="held_drop"),
    path("needs/", views.need_list, name="need_list"),
    path("needs/new/", views.need_create, name="need_create"),
    path("desk/", passing_views.desk, name="desk"),
    path("desk/<int:pk>/", passing_views.desk, name="desk_case"),
    path("needs/<int:pk>/", passing_views.need_detail, name="need_detail"),
    path("needs/<int:pk>/pass/", passing_views.need_pass, name="need_pass"),
    path("needs/<int:pk>/passings/<int:row>/<slug:what>/", passing_views.need_answer, name="need_answer"),
    path("needs/<int:pk>/edit/", views.need_edit, name="need_edit"),
    path("market/", market.market, name="market"),
    path("market/new/", market.product_create, name="product_create"),
    path("market/<int:pk>/", market.product_detail, name="product_detail"),
    path("market/<int:pk>/edit/", market.product_edit, name="product_edit"),
    path("market/<int:pk>/end/", market.product_end, name="product_end"),
    path("season/", season.season_page, name="season"),
    path("season/new/", season.season_create, name="season_create"),
    path("season/<int:pk>/edit/", season.season_edit, name="season_edit"),
    path("season/<int:pk>/close/", season.season_close, name="season_close"),
    path("institutions/", views.institution_list, name="institution_list"),
    path("of-firm/<int:pk>/products/", market.firm_products, name="firm_products"),
    path("of-firm/<int:pk>/", views.enterprise_panel, name="enterprise_panel"),
]
