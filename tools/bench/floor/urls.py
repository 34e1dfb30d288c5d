"""Routes of the floor; tools/bench/pages.py names them."""

from django.contrib.auth.views import LoginView
from django.urls import path

from tools.bench.floor import views

urlpatterns = [
    path("login/", LoginView.as_view(template_name="floor/login.html"), name="login"),
    path("hello/", views.hello, name="hello"),
    path("list/", views.project_list, name="list"),
    path("detail/<int:pk>/", views.detail, name="detail"),
    path("write/<int:pk>/", views.write, name="write"),
    path("six/", views.six, name="six"),
    path("cached/", views.cached, name="cached"),
    path("search/", views.search, name="search"),
]
